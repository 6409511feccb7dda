using GrinToS3.Cli.Processes;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("may have only letters, digits", "--run-name", "my run")]
    [InlineData("may have only letters, digits", "--run-name", "../run")]
    [InlineData("the run name is empty", "--run-name", "")]
    [InlineData("--output-root is empty", "--output-root", "")]
    [InlineData("--storage-path is empty", "--storage-path", "")]
    [InlineData("--storage-path", "--storage-path", "other")]
    [InlineData("not supported", "--storage", "tape")]
    [InlineData("is not an http(s) address", "--grin-url", "books.google.com")]
    [InlineData("unencrypted", "--grin-url", "http://books.google.com/libraries/")]
    [InlineData("--requests-per-second must be a number", "--requests-per-second", "NaN")]
    [InlineData("grin.page_size must be between", "--page-size", "0")]
    [InlineData("--limit must be at least 1", "--limit", "0")]
    [InlineData("--limit", "--limit", "ten")]
    [InlineData("(see: grin collect --help)", "--books", "10")]
    [InlineData("is not KEY=VALUE", "--storage-config", "endpoint")]
    [InlineData("base_path is given twice", "--storage-config", "base_path=other")]
    public async Task Collect_RefusesAndChangesNothing_IfAnOptionIsBad(string message, string option, string value)
    {
        await using var stand = await GrinStand.StartAsync();

        await stand.RefuseAsync(2, message, With(stand, option, value));
    }

    [Theory]
    [InlineData("https://books.google.com/libraries/Harvard", "is a URL; for https://books.google.com/libraries/Harvard/_all_books give Harvard")]
    [InlineData("libraries/Harvard", "is a path")]
    [InlineData("/Harvard", "is a path")]
    [InlineData("..", "may have only letters, digits")]
    public async Task Collect_RefusesAndChangesNothing_IfTheLibraryDirectoryIsAnAddressOrAPath(string given, string hint)
    {
        await using var stand = await GrinStand.StartAsync();

        var refused = await stand.RefuseAsync(2, given, With(stand, "--library-directory", given));

        Assert.Contains(hint, refused.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no credentials", "")]
    [InlineData("is not a JSON object", "{\"token\": ")]
    [InlineData("lacks", "{\"token\": \"t\"}")]
    [InlineData("RSA key", "{\"type\": \"service_account\", \"client_email\": \"a@b\", \"private_key\": \"k\", \"token_uri\": \"https://t.example/\"}")]
    public async Task Collect_RefusesAndChangesNothing_IfCredentialsAreMissingOrDamaged(string message, string content)
    {
        await using var stand = await GrinStand.StartAsync();
        var file = Path.Combine(stand.Credentials, "credentials.json");
        File.Delete(file);
        if (content is not "")
        {
            await File.WriteAllTextAsync(file, content);
        }

        await stand.RefuseAsync(3, message, stand.Collect());
    }

    [Theory]
    [InlineData("--output-root", "file/output", "is a file")]
    [InlineData("--output-root", "/proc/output", "can't be written")]
    [InlineData("--storage-path", "file/storage", "is a file")]
    [InlineData("--storage-path", "/proc/storage", "can't be written")]
    public async Task Collect_RefusesAndChangesNothing_IfAFolderCanNotBeWritten(string option, string folder, string message)
    {
        await using var stand = await GrinStand.StartAsync();
        await File.WriteAllTextAsync(stand["file"], "");

        await stand.RefuseAsync(4, message, With(stand, option, folder));
    }

    [Fact]
    public async Task Collect_RefusesAndChangesNothing_IfTheLogCanNotBeWritten()
    {
        await using var stand = await GrinStand.StartAsync();
        await File.WriteAllTextAsync(stand["logs"], "");

        await stand.RefuseAsync(4, "log's folder", stand.Collect());
    }

    [Theory]
    [InlineData("{\"run_name\": ", "is damaged (line 1")]
    [InlineData("", "is damaged")]
    [InlineData("null", "is empty")]
    [InlineData("{\"run_name\": \"run1\"}", "library_directory")]
    [InlineData("*\"storage_config\": {*\"storage_config\": null, \"x\": {", "is damaged")]
    [InlineData("*\"base_path\": *\"base_bath\": ", "local storage needs a folder")]
    [InlineData("*\"run1\"*\"run2\"", "name both alike")]
    public async Task Collect_RefusesAndChangesNothing_IfTheConfigurationIsDamaged(string content, string message)
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));
        var whole = await File.ReadAllTextAsync(stand.Run().Config);
        var damaged = content.Split('*') is ["", var old, var mended] ? whole.Replace(old, mended, StringComparison.Ordinal) : content;
        await File.WriteAllTextAsync(stand.Run().Config, damaged);

        await stand.RefuseAsync(2, message, stand.Collect());
        await stand.RefuseAsync(2, message, "status", "--run-name", "run1");
    }

    /// <summary>gaps 7: "Two processes on the same run".</summary>
    [Fact]
    public async Task Collect_RefusesAndChangesNothing_IfAnotherSessionHoldsTheRun()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        using var held = RunLock.TryTake(stand.Run());
        Assert.NotNull(held);

        // The lock file itself can't be read by anybody meanwhile, and so not be compared.
        var before = File.GetLastWriteTimeUtc(stand.Run().Database);
        var collect = await stand.RunAsync(stand.Collect());
        var compact = await stand.RunAsync("db", "compact", "--run-name", "run1");
        var sync = await stand.RunAsync("sync", "--run-name", "run1", "--queue", "converted");
        var request = await stand.RunAsync("request", "--run-name", "run1", "--queue", "previous");

        Assert.All([collect, compact, sync, request], static exit => Assert.True(
            exit is { Code: 2, Errors: [var line] } && line.StartsWith("grin: another session works on the run 'run1'", StringComparison.Ordinal), exit.ToString()));
        Assert.Equal(before, File.GetLastWriteTimeUtc(stand.Run().Database));
        await stand.DoAsync("status", "--run-name", "run1");
    }

    [Theory]
    [InlineData("", "Required command")]
    [InlineData("colect", "'colect' is no command or option here (see: grin --help)")]
    [InlineData("auth check", "(see: grin auth check --help)")]
    [InlineData("auth check --library-directory Example --grin-url books.google.com", "is not an http(s) address")]
    [InlineData("status", "(see: grin status --help)")]
    [InlineData("status --run-name absent", "there is no run 'absent'")]
    [InlineData("export --run-name absent", "there is no run 'absent'")]
    [InlineData("db check --run-name absent", "there is no run 'absent'")]
    [InlineData("db compact --run-name absent", "there is no run 'absent'")]
    [InlineData("simulate --fault nonsense", "nonsense")]
    [InlineData("simulate --books -1", "books")]
    [InlineData("simulate --port 70000", "port")]
    [InlineData("simulate --latency -1", "latency")]
    [InlineData("simulate --token-lifetime -1", "token-lifetime")]
    [InlineData("simulate --queue-limit -1", "queue-limit")]
    [InlineData("simulate --conversion-days 0", "--conversion-days must be between 1 and 4000")]
    [InlineData("simulate --days-per-second -0.5", "days-per-second")]
    [InlineData("simulate --archive-size 10XB", "--archive-size '10XB' is no size")]
    [InlineData("simulate --archive-size 1kB", "--archive-size must be between 16KiB and 2GB")]
    [InlineData("simulate --archive-size 3GB", "--archive-size must be between 16KiB and 2GB")]
    [InlineData("simulate --archive-hop away", "archive-hop")]
    public async Task Grin_RefusesAndChangesNothing_IfACommandIsBad(string command, string message)
    {
        await using var stand = await GrinStand.StartAsync();

        await stand.RefuseAsync(2, message, command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The usual collection with one option given otherwise, or besides.</summary>
    private static string[] With(GrinStand stand, string option, string value)
    {
        string[] usual = stand.Collect();
        var at = Array.IndexOf(usual, option);
        return at < 0 || value is "other" ? [.. usual, option, value] : [.. usual[..(at + 1)], value, .. usual[(at + 2)..]];
    }
}
