using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Testing;

namespace GrinToS3.Runs;

public sealed class RunConfigFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunName _run;
    private readonly RunDirectory _directory;

    public RunConfigFileTests()
    {
        Assert.True(RunName.TryParse("fells2026", out var run, out _));
        _run = run;
        _directory = new RunDirectory(_folder["output"], run);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_WritesKeysThatBothToolsRead_IfRunIsNew()
    {
        var start = RunConfigFile.Start(_directory, Draft());

        Assert.True(start.Created);
        var json = JsonNode.Parse(File.ReadAllBytes(_directory.Config))!.AsObject();
        Assert.Equal(
            ["run_name", "library_directory", "output_directory", "sqlite_db_path", "storage_config", "sync_config", "grin", "log_file", "secrets_dir"],
            json.Select(pair => pair.Key));
        Assert.Equal("output/fells2026/books.db", (string?)json["sqlite_db_path"]);
        Assert.Equal("local", (string?)json["storage_config"]!["type"]);
        Assert.Equal("file", (string?)json["storage_config"]!["protocol"]);
        Assert.Equal("", (string?)json["storage_config"]!["prefix"]);
        Assert.Equal(4, (int?)json["sync_config"]!["task_download_concurrency"]);
        Assert.True(json["sync_config"]!.AsObject().ContainsKey("staging_dir"));
        Assert.Null(json["secrets_dir"]);
    }

    [Fact]
    public void Start_WritesSameBytes_IfSameSettingsAreGivenInAnotherOrder()
    {
        RunConfigFile.Start(_directory, Draft());
        var other = new RunDirectory(_folder["elsewhere"], _run);
        RunConfigFile.Start(other, new RunConfigDraft(_run)
            .Set("storage_config.config.base_path", "/srv/books").Set("storage_config.type", "local").Set("library_directory", "Example"));

        Assert.Equal(File.ReadAllBytes(_directory.Config), File.ReadAllBytes(other.Config));
    }

    [Fact]
    public void Start_LeavesFileAlone_IfRunExists()
    {
        RunConfigFile.Start(_directory, Draft());
        var bytes = File.ReadAllBytes(_directory.Config);
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_directory.Config, old);

        Assert.False(RunConfigFile.Start(_directory, Draft()).Created);
        Assert.False(RunConfigFile.Start(_directory, new RunConfigDraft(_run)).Created);
        Assert.NotEmpty(RunConfigFile.Start(_directory, Draft().Set("library_directory", "Other")).Differences);

        Assert.Equal(bytes, File.ReadAllBytes(_directory.Config));
        Assert.Equal(old, File.GetLastWriteTimeUtc(_directory.Config));
    }

    [Fact]
    public void Start_NamesEachDifference_IfSettingsConflict()
    {
        RunConfigFile.Start(_directory, Draft());

        var start = RunConfigFile.Start(_directory, Draft().Set("grin.page_size", 500).Set("library_directory", "Other"));

        Assert.Equal(
            [new ConfigDifference("grin.page_size", "10000", "500"), new ConfigDifference("library_directory", "\"Example\"", "\"Other\"")],
            start.Differences);
        Assert.Contains("library_directory is \"Example\", given \"Other\"", start.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_FindsNoConflict_IfNumberIsWrittenOtherwise()
    {
        RunConfigFile.Start(_directory, Draft().Set("grin.requests_per_second", JsonNode.Parse("2.0")!));

        Assert.Empty(RunConfigFile.Start(_directory, Draft().Set("grin.requests_per_second", JsonNode.Parse("2")!)).Differences);
    }

    [Fact]
    public async Task Start_CreatesOnce_IfTwentyStartAtOnce()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => RunConfigFile.Start(_directory, Draft()))));

        Assert.Single(starts, start => start.Created);
        Assert.All(starts, start => Assert.NotNull(start.Config));
        Assert.Equal([_directory.Config], Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData("library_directory", "https://books.google.com/libraries/Harvard", "is a URL")]
    [InlineData("storage_config.type", "tape", "'tape' is not supported")]
    [InlineData("grin.base_url", "http://books.google.com/", "unencrypted")]
    public void Start_RefusesAndWritesNothing_IfSettingIsWrong(string key, string value, string expected)
    {
        var start = RunConfigFile.Start(_directory, Draft().Set(key, value));

        Assert.Null(start.Config);
        Assert.Contains(expected, start.Problem, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Path));
    }

    [Fact]
    public void TryRead_ReadsConfigOfPythonTool()
    {
        Write("""
            {
              "run_name": "fells2026", "library_directory": "Example", "output_directory": "output/fells2026", "sqlite_db_path": "output/fells2026/books.db",
              "storage_config": {"type": "local", "protocol": "file", "config": {"base_path": "/srv/books", "bucket_raw": null}, "prefix": "", "new": 1},
              "sync_config": {"task_check_concurrency": 3, "staging_dir": null, "later": true}, "log_file": "logs/x.log", "secrets_dir": null
            }
            """);

        Assert.True(RunConfigFile.TryRead(_directory, out var config, out var problem), problem);
        Assert.Equal(3, config.SyncConfig.TaskCheckConcurrency);
        Assert.Equal(5, config.Grin.RequestsPerSecond);
    }

    [Theory]
    [InlineData("{", "damaged (line 1")]
    [InlineData("", "damaged (line 1")]
    [InlineData("null", "empty")]
    [InlineData("[]", "damaged")]
    [InlineData("{\"run_name\": \"fells2026\"}", "damaged")]
    public void TryRead_SaysWhatIsWrong_IfFileIsDamaged(string text, string expected)
    {
        Write(text);

        Assert.False(RunConfigFile.TryRead(_directory, out _, out var problem));
        Assert.Contains(_directory.Config, problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void TryRead_Refuses_IfFolderWasRenamed()
    {
        RunConfigFile.Start(_directory, Draft());
        Assert.True(RunName.TryParse("other", out var other, out _));
        var renamed = new RunDirectory(_directory.Root, other);
        Directory.Move(_directory.Path, renamed.Path);

        Assert.False(RunConfigFile.TryRead(renamed, out _, out var problem));
        Assert.Contains("'fells2026', but the folder is 'other'", problem, StringComparison.Ordinal);
    }

    private RunConfigDraft Draft() => new RunConfigDraft(_run)
        .Set("library_directory", "Example").Set("storage_config.type", "local").Set("storage_config.config.base_path", "/srv/books");

    private void Write(string text)
    {
        Directory.CreateDirectory(_directory.Path);
        File.WriteAllBytes(_directory.Config, Encoding.UTF8.GetBytes(text));
    }
}
