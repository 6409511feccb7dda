using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Syncing;
using GrinToS3.Testing.Archives;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Reprocessing;

/// <summary><c>grin reprocess</c> as a process, with no GRIN and no credentials of it.</summary>
public sealed class ReprocessCommandTests
{
    private const int Books = 600;

    [Fact]
    public async Task Reprocess_GivesTheSameAsSync_WithoutGrinAndKilledOnTheWay()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--skip-requests"]));
        var (texts, marc, all) = (Texts(stand), Marc(stand), stand.Converted().Count);
        Assert.Equal(all, texts.Count);
        Directory.Delete(Full(stand), recursive: true);
        Change(stand, $"UPDATE books SET {string.Join(", ", MarcRow.Columns.Split(", ").Select(static column => $"{column} = NULL"))}");
        Directory.Delete(stand.Credentials, recursive: true);
        var asked = stand.Grin.Journal.Total;

        foreach (var line in new[] { "\"stored\":1,", "\"stored\":2,", "\"stored\":5,", "\"phase\":\"Publishing\"" })
        {
            await using var killed = stand.Start("reprocess", "--run-name", "run1", "--all", "--json");
            await killed.ReadToAsync(line);
            killed.Kill();
            await killed.EndAsync();
        }

        var exit = await stand.DoAsync("reprocess", "--run-name", "run1", "--all", "--json");

        Assert.Equal((SyncEnd.Complete, 0), (SyncStand.Result(exit).End, SyncStand.Result(exit).Progress.Failed));
        Assert.Equal(texts, Texts(stand));
        Assert.Equal(marc, Marc(stand));
        Assert.Equal(asked, stand.Grin.Journal.Total);
        Assert.Empty(Directory.EnumerateFiles(stand.Run().Inbox));
        await stand.DoAsync("db", "check", "--run-name", "run1");
        await stand.DoAsync("verify", "--run-name", "run1", "--level", "full");
    }

    [Fact]
    public async Task Reprocess_Exits7AndSaysWhatToDo_IfAnArchiveIsDamaged()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(200));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--skip-requests"]));
        var bad = stand.Converted()[0];
        var archive = Path.Combine(stand.Storage, "raw", bad, $"{bad}.tar.gz");
        await File.WriteAllBytesAsync(archive, (await File.ReadAllBytesAsync(archive))[..^1]);

        var exit = await stand.RunAsync("reprocess", "--run-name", "run1", "--all", "--ocr");

        Assert.True(exit.Code == 7 && exit.Errors.Count == 0, exit.ToString());
        Assert.Contains(
            exit.Output, line => line.StartsWith($"Last failure: [{bad}] GzipDamaged: ", StringComparison.Ordinal) && line.Contains("grin verify --run-name run1", StringComparison.Ordinal));
        Assert.Contains(exit.Output, line => line.Contains($"page texts of {stand.Converted().Count - 1} volumes derived anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reprocess_Exits130AndGoesOnLater_IfCtrlCIsPressed()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(1500));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--skip-requests"]));
        await using var grin = stand.Start("reprocess", "--run-name", "run1", "--all", "--json");
        Assert.NotNull(await grin.ReadToAsync("\"stored\":1,"));

        await grin.InterruptAsync();
        var exit = await grin.EndAsync();

        Assert.True(exit.Code == 130 && exit.Errors.Count == 0, exit.ToString());
        var done = SyncStand.Result(exit).Progress.Stored;
        var rest = SyncStand.Result(await stand.DoAsync("reprocess", "--run-name", "run1", "--all", "--json"));
        Assert.Equal(stand.Converted().Count, done + rest.Progress.Stored);
    }

    [Theory]
    [InlineData("give either --all", "--all", "--barcodes", "39015000000001")]
    [InlineData("--limit must be at least 1", "--limit", "0")]
    [InlineData("--barcodes, item 1: ", "--barcodes", "what?")]
    [InlineData("--barcodes-file can't be read", "--barcodes-file", "missing.txt")]
    public async Task Reprocess_Exits2AndChangesNothing_IfWhatItIsGivenIsBad(string message, params string[] arguments)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));

        await stand.RefuseAsync(2, message, ["reprocess", "--run-name", "run1", .. arguments]);
    }

    private static string Full(GrinStand stand) => Path.Combine(stand.Storage, "full");

    private static List<string> Texts(GrinStand stand) =>
    [
        .. Directory.EnumerateFiles(Full(stand), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(stand.Storage, path)} {Convert.ToHexString(File.ReadAllBytes(path))}"),
    ];

    private static List<string> Marc(GrinStand stand) => SyncStand.Query(stand.Run().Database, $"SELECT barcode, {MarcRow.Columns} FROM books ORDER BY barcode");

    private static void Change(GrinStand stand, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={stand.Run().Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
