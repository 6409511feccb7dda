using System.Text.Json.Nodes;
using GrinToS3.Runs;
using GrinToS3.Testing;
using GrinToS3.Testing.Runs;

namespace GrinToS3.Adopting;

public sealed class ConfigAdoptionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunDirectory _run;

    public ConfigAdoptionTests()
    {
        Assert.True(RunName.TryParse("run1", out var name, out _));
        _run = new RunDirectory(_folder["output"], name);
    }

    [Fact]
    public async Task Run_FillsInWhatTheCredentialsFileHas_AndKeepsTheRest()
    {
        PythonRun.Create(_run, "r2", ("bucket_raw", "my-raw"), ("note", "x")).Dispose();
        var json = JsonNode.Parse(await File.ReadAllBytesAsync(_run.Config))!;
        json["of_somebody"] = 1;
        await File.WriteAllTextAsync(_run.Config, json.ToJsonString());
        await File.WriteAllTextAsync(
            _folder["r2_credentials.json"],
            """{"endpoint_url": "https://0123abcd.r2.cloudflarestorage.com", "access_key": "a", "secret_key": "s", "bucket_raw": "raw", "bucket_meta": "meta", "bucket_full": "full"}""");
        var before = await File.ReadAllBytesAsync(_run.Config);
        var adoption = Adoption();

        var start = adoption.Run();

        Assert.Null(start.Problem);
        Assert.Equal(("my-raw", "meta", "full"), (start.Config!.StorageConfig["bucket_raw"], start.Config.StorageConfig["bucket_meta"], start.Config.StorageConfig["bucket_full"]));
        Assert.Equal("https://0123abcd.r2.cloudflarestorage.com", start.Config.StorageConfig["endpoint_url"]);
        Assert.Equal(before, await File.ReadAllBytesAsync($"{_run.Config}.before-adopt"));
        var after = JsonNode.Parse(await File.ReadAllBytesAsync(_run.Config))!;
        Assert.Equal((1, "x", 4), ((int?)after["of_somebody"], (string?)after["storage_config"]!["config"]!["note"], (int?)after["sync_config"]!["task_upload_concurrency"]));
        Assert.DoesNotContain("secret_key", after.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(adoption.Notes, static note => note.EndsWith("nothing reads of_somebody", StringComparison.Ordinal));
        Assert.Contains(adoption.Notes, static note => note.EndsWith("storage_config.config.note is not used", StringComparison.Ordinal));

        var bytes = await File.ReadAllBytesAsync(_run.Config);
        Assert.Null(Adoption().Run().Problem);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_run.Config));
    }

    [Fact]
    public void Run_FillsInMinIOsUsualBuckets()
    {
        PythonRun.Create(_run, "minio").Dispose();

        var start = Adoption().Run();

        Assert.Equal((null, "grin-raw"), (start.Problem, start.Config?.StorageConfig["bucket_raw"]));
        Assert.StartsWith("http://", start.Config!.StorageConfig["endpoint_url"], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SaysWhatIsMissing_AndChangesNothing()
    {
        PythonRun.Create(_run, "s3", ("bucket_raw", "raw"), ("bucket_meta", "meta")).Dispose();
        var before = File.ReadAllBytes(_run.Config);

        Assert.Contains("needs the name of a bucket: give --bucket-full", Adoption().Run().Problem, StringComparison.Ordinal);

        Assert.Equal(before, File.ReadAllBytes(_run.Config));
        Assert.False(File.Exists($"{_run.Config}.before-adopt"));
    }

    public void Dispose() => _folder.Dispose();

    private ConfigAdoption Adoption() => new(_run, name => name == CredentialFolders.DirectoryVariable ? _folder.Path : null);
}
