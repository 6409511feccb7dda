using GrinToS3.Cli.Processes;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Cli.Answers;

/// <summary>What the commands that answer questions say of a run whose files can't be used: one line each, and nothing is changed.</summary>
public sealed class UnusableFilesTests
{
    private const int Seed = 11;
    private const int PageSize = 8192;

    private static readonly Dictionary<string, Action<GrinStand>> Damages = new()
    {
        ["header"] = static stand => Overwrite(stand, 0, 100),
        ["schema"] = static stand => Overwrite(stand, 100, (2 * PageSize) - 100),
        ["page"] = static stand =>
        {
            // Where each question begins to look: the indexes by state and by barcode.
            using var connection = new SqliteConnection($"Data Source={stand.Run().Database};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'books' AND type = 'index'";
            var pages = new List<int>();
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    pages.Add(reader.GetInt32(0));
                }
            }

            connection.Close();
            pages.ForEach(page => Overwrite(stand, (page - 1) * PageSize, PageSize));
        },
        ["missing"] = static stand => File.Delete(stand.Run().Database),
        ["settings"] = static stand => File.WriteAllBytes(stand.Run().Config, "{\"run_name\": "u8.ToArray()),
        ["no settings"] = static stand => File.Delete(stand.Run().Config),
    };

    [Theory]
    [InlineData("header", "status", 4, "books.db is not a SQLite database")]
    [InlineData("header", "explain", 4, "books.db is not a SQLite database")]
    [InlineData("header", "report", 4, "books.db is not a SQLite database")]
    [InlineData("header", "doctor", 4, "would end on: books.db")]
    [InlineData("schema", "status", 4, "books.db is damaged")]
    [InlineData("schema", "explain", 4, "books.db is damaged")]
    [InlineData("schema", "report", 4, "books.db is damaged")]
    [InlineData("schema", "doctor", 4, "would end on: books.db")]
    [InlineData("page", "status", 4, "books.db is damaged")]
    [InlineData("page", "explain", 4, "books.db is damaged")]
    [InlineData("page", "report", 4, "books.db is damaged")]
    [InlineData("page", "doctor", 4, "would end on: books.db")]
    [InlineData("missing", "status", 0, "")]
    [InlineData("missing", "explain", 4, "run grin collect first")]
    [InlineData("missing", "report", 4, "run grin collect first")]
    [InlineData("missing", "doctor", 0, "")]
    [InlineData("settings", "status", 2, "run_config.json is damaged")]
    [InlineData("settings", "explain", 2, "run_config.json is damaged")]
    [InlineData("settings", "report", 0, "")]
    [InlineData("settings", "doctor", 2, "would end on: settings")]
    [InlineData("no settings", "status", 2, "there is no run 'run1'")]
    [InlineData("no settings", "explain", 2, "there is no run 'run1'")]
    [InlineData("no settings", "report", 0, "")]
    [InlineData("no settings", "doctor", 2, "would end on: settings")]
    public async Task Grin_SaysInOneLineWhatIsWrong(string damage, string command, int code, string says)
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        Damages[damage](stand);
        var before = FolderState.Of(stand.Run().Path);

        var exit = await stand.RunAsync([command, .. command switch { "explain" => new[] { "39015000000001" }, "report" => ["states"], _ => [] }, "--run-name", "run1", "--json"]);

        Assert.True(exit.Code == code, exit.ToString());
        Assert.True(code == 0 ? exit.Errors.Count == 0 : exit.Errors is [var line] && line.StartsWith("grin: ", StringComparison.Ordinal) && line.Contains(says, StringComparison.Ordinal), exit.ToString());
        Assert.Equal(before, FolderState.Of(stand.Run().Path));
    }

    private static void Overwrite(GrinStand stand, int from, int count)
    {
        using var file = File.OpenWrite(stand.Run().Database);
        var noise = new byte[count];
        new Random(Seed).NextBytes(noise);
        file.Position = from;
        file.Write(noise);
    }
}
