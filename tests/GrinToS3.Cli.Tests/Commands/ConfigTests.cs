using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;

namespace GrinToS3.Cli.Commands;

public sealed class ConfigTests
{
    // Option, value, key, what the key holds, another value.
    private static readonly (string Option, string Value, string Key, string Saved, string Other)[] Options =
    [
        ("--library-directory", "Example", "library_directory", "\"Example\"", "Other"),
        ("--storage-path", "/tmp/a/b", "storage_config.config.base_path", "\"/tmp/a/b\"", "/tmp/c"),
        ("--bucket-raw", "r", "storage_config.config.bucket_raw", "\"r\"", "r2"),
        ("--bucket-meta", "m", "storage_config.config.bucket_meta", "\"m\"", "m2"),
        ("--bucket-full", "f", "storage_config.config.bucket_full", "\"f\"", "f2"),
        ("--endpoint-url", "http://127.0.0.1:7", "storage_config.config.endpoint_url", "\"http://127.0.0.1:7\"", "http://127.0.0.1:6"),
        ("--credentials-file", "/tmp/k.json", "storage_config.config.credentials_file", "\"/tmp/k.json\"", "/tmp/l.json"),
        ("--secrets-dir", "/tmp/s", "secrets_dir", "\"/tmp/s\"", "/tmp/s2"),
        ("--grin-url", "http://127.0.0.1:9/l/", "grin.base_url", "\"http://127.0.0.1:9/l/\"", "http://127.0.0.1:8/l/"),
        ("--requests-per-second", "2.5", "grin.requests_per_second", "2.5", "3"),
        ("--concurrent-requests", "3", "grin.concurrent_requests", "3", "4"),
        ("--page-size", "123", "grin.page_size", "123", "124"),
        ("--sync-task-check-concurrency", "11", "sync_config.task_check_concurrency", "11", "1"),
        ("--sync-task-download-concurrency", "12", "sync_config.task_download_concurrency", "12", "1"),
        ("--sync-task-decrypt-concurrency", "13", "sync_config.task_decrypt_concurrency", "13", "1"),
        ("--sync-task-upload-concurrency", "14", "sync_config.task_upload_concurrency", "14", "1"),
        ("--sync-task-unpack-concurrency", "15", "sync_config.task_unpack_concurrency", "15", "1"),
        ("--sync-task-extract-marc-concurrency", "16", "sync_config.task_extract_marc_concurrency", "16", "1"),
        ("--sync-task-extract-ocr-concurrency", "17", "sync_config.task_extract_ocr_concurrency", "17", "1"),
        ("--sync-task-export-csv-concurrency", "18", "sync_config.task_export_csv_concurrency", "18", "1"),
        ("--sync-task-cleanup-concurrency", "19", "sync_config.task_cleanup_concurrency", "19", "1"),
        ("--sync-staging-dir", "/tmp/t", "sync_config.staging_dir", "\"/tmp/t\"", "/tmp/t2"),
        ("--sync-disk-space-threshold", "0.75", "sync_config.disk_space_threshold", "0.75", "0.5"),
    ];

    [Fact]
    public async Task WriteConfig_WritesTheSameBytesAsANormalStart_AndNothingElse()
    {
        await using var stand = await GrinStand.StartAsync();

        await stand.DoAsync(stand.Collect(more: ["--write-config", "--output-root", "only"]));
        await stand.DoAsync(stand.Collect(more: ["--output-root", "normal"]));

        var config = Assert.Single(Directory.EnumerateFileSystemEntries(stand["only/run1"]));
        Assert.Equal(File.ReadAllBytes(config), File.ReadAllBytes(stand["normal/run1/run_config.json"]));
        Assert.Equal(File.ReadAllBytes(config), File.ReadAllBytes(stand["storage/meta/run1/run_config.json"]));
    }

    [Fact]
    public async Task Collect_NamesTheKeyWithBothValues_IfASecondStartHasAnotherFlag()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        await stand.RefuseAsync(2, "grin.page_size is 100, given 50", stand.Collect(more: ["--page-size", "50"]));
        await stand.RefuseAsync(2, "grin.page_size is 100, given 50", stand.Collect(more: ["--page-size", "50", "--write-config"]));
    }

    [Fact]
    public async Task Collect_NeedsNoFlagTwice_IfTheRunIsConfigured()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        var again = await stand.DoAsync("collect", "--run-name", "run1");

        Assert.Contains(again.Output, static line => line.Contains("0 new, 0 refreshed, 300 known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EachOption_IsSavedUnderItsKey_AndComparedWithIt()
    {
        await using var stand = await GrinStand.StartAsync();
        string[] start = ["collect", "--run-name", "run1", "--storage", "local", "--write-config"];

        await stand.DoAsync([.. start, .. Options.SelectMany(static one => new[] { one.Option, one.Value })]);

        var config = JsonNode.Parse(await File.ReadAllBytesAsync(stand.Run().Config))!;
        Assert.All(Options, one => Assert.Equal(one.Saved, Find(config, one.Key)?.ToJsonString()));
        var refused = await stand.RefuseAsync(2, "", [.. start, .. Options.SelectMany(static one => new[] { one.Option, one.Other })]);
        Assert.All(Options, one => Assert.Contains($"{one.Key} is {one.Saved}, given ", refused.Errors[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task StorageConfig_SetsTheSameKeysAsTheOptions()
    {
        await using var stand = await GrinStand.StartAsync();

        await stand.DoAsync(
            "collect", "--run-name", "run1", "--library-directory", "Example", "--storage", "local", "--write-config",
            "--storage-config", "base_path=files", "--storage-config", "bucket_meta=m");

        var storage = JsonNode.Parse(await File.ReadAllBytesAsync(stand.Run().Config))!["storage_config"]!["config"]!;
        Assert.Equal((stand["files"], "m"), ((string?)storage["base_path"], (string?)storage["bucket_meta"]));
    }

    private static JsonNode? Find(JsonNode root, string key) => key.Split('.').Aggregate((JsonNode?)root, static (node, name) => node?[name]);
}
