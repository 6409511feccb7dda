using GrinToS3.Cli.Processes;
using GrinToS3.Simulator;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Commands;

public sealed class DamagedDatabaseTests
{
    private const int Seed = 7;

    private static readonly Dictionary<string, Action<string>> Damages = new()
    {
        ["pages of noise"] = static path =>
        {
            using var file = File.OpenWrite(path);
            var noise = new byte[file.Length / 4 / 8192 * 8192];
            new Random(Seed).NextBytes(noise);
            file.Position = file.Length / 2 / 8192 * 8192;
            file.Write(noise);
        },
        ["cut in half"] = static path =>
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length / 2);
        },
        ["another program's"] = static path =>
        {
            File.Delete(path);
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (id INTEGER PRIMARY KEY)";
            command.ExecuteNonQuery();
        },
        ["no database"] = static path => File.WriteAllBytes(path, "These are the notes of our meeting, not a database."u8.ToArray()),
        ["a folder"] = static path =>
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        },
    };

    public static TheoryData<string> Kinds => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Grin_RefusesAndChangesNothing_IfTheDatabaseIs(string damage)
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 2000 });
        await stand.DoAsync(stand.Collect());
        Damages[damage](stand.Run().Database);

        await stand.RefuseAsync(4, "books.db", stand.Collect());
        var before = FolderState.Of(stand.Folder);
        var check = await stand.RunAsync("db", "check", "--run-name", "run1");
        Assert.True(check.Code == 4 && check.Errors.Count + check.Output.Count > 0, check.ToString());
        Assert.Equal(before, FolderState.Of(stand.Folder));
    }

    [Fact]
    public async Task Collect_GoesOn_IfAnEarlierStartLeftAnEmptyFile()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));
        await File.WriteAllBytesAsync(stand.Run().Database, []);
        await stand.RefuseAsync(4, "is empty; run grin collect first", "export", "--run-name", "run1");

        await stand.DoAsync(stand.Collect());

        Assert.Equal(CollectedRows.Expected(stand.Grin.Library), CollectedRows.Of(stand.Run().Database));
    }
}
