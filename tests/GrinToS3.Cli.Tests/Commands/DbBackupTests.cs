using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Runs;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin db backup</c> and <c>grin db restore</c>.</summary>
/// <param name="server">The S3 server that the tests share.</param>
public sealed class DbBackupTests(S3Server server)
{
    [Fact]
    public async Task Backup_WorksBesideASession_AndKeepsTheNewest()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        using (var session = RunLock.TryTake(stand.Run()))
        {
            await stand.DoAsync("db", "backup", "--run-name", "run1");
            await stand.DoAsync("db", "backup", "--run-name", "run1", "--keep", "2");
            var text = await stand.DoAsync("db", "backup", "--run-name", "run1", "--keep", "2");

            Assert.Contains("300 volumes, sound", text.Output[0], StringComparison.Ordinal);
            Assert.StartsWith("Deleted ", text.Output[1], StringComparison.Ordinal);
        }

        Assert.Equal(2, Directory.GetFiles(stand.Run().Backups).Length);
        var taken = JsonNode.Parse(Assert.Single((await stand.DoAsync("db", "backup", "--run-name", "run1", "--json")).Output))!;
        Assert.Equal((300, 0), ((int?)taken["books"], taken["deleted"]!.AsArray().Count));
        Assert.Equal(CollectedRows.Of(stand.Run().Database), CollectedRows.Of((string)taken["file"]!));
        await stand.RefuseAsync(2, "--keep must be at least 1", "db", "backup", "--run-name", "run1", "--keep", "0");
    }

    [Fact]
    public async Task Restore_GoesBackToACopy_AndTheRunGoesOn()
    {
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        await stand.DoAsync(stand.Collect(more: ["--page-size", "5000"]));
        var copy = (string)JsonNode.Parse((await stand.DoAsync("db", "backup", "--run-name", "run1", "--json")).Output[0])!["file"]!;
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        Assert.NotEmpty(SyncStand.Completed(stand.Run().Database));
        using (var session = RunLock.TryTake(stand.Run()))
        {
            var refused = await stand.RunAsync("db", "restore", "--run-name", "run1", "--from", copy);
            Assert.True(refused is { Code: 2, Errors: [var line] } && line.Contains("another session works on the run", StringComparison.Ordinal), refused.ToString());
        }

        var text = await stand.DoAsync("db", "restore", "--run-name", "run1", "--from", copy);

        Assert.Contains("300 volumes, 0 of them stored", text.Output[0], StringComparison.Ordinal);
        Assert.Contains("books_replaced_", text.Output[1], StringComparison.Ordinal);
        Assert.Empty(SyncStand.Completed(stand.Run().Database));
        Assert.NotEmpty(SyncStand.Completed(Assert.Single(Directory.GetFiles(stand.Run().Backups, "books_replaced_*"))));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run().Database));
        await stand.RefuseAsync(2, "give either --from FILE or --from-storage", "db", "restore", "--run-name", "run1");
        await stand.RefuseAsync(4, "nowhere.db does not exist", "db", "restore", "--run-name", "run1", "--from", "nowhere.db");
    }

    [Fact]
    public async Task Restore_ContinuesARunOnAnotherMachine_FromTheMetaBucket()
    {
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        await stand.DoAsync(stand.Collect(more: ["--page-size", "5000"]));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        await ContinueElsewhereAsync(stand);
    }

    [Fact]
    public async Task Restore_ContinuesARunOnAnotherMachine_FromS3()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        stand.Set("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey);
        stand.Set("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey);
        await stand.DoAsync(
            "collect", "--run-name", "run1", "--library-directory", "Example", "--grin-url", stand.Grin.BaseAddress.AbsoluteUri, "--requests-per-second", "0",
            "--storage", "s3", "--endpoint-url", gateway!.Endpoint.AbsoluteUri, "--bucket-raw", buckets[0], "--bucket-meta", buckets[1], "--bucket-full", buckets[2]);
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        await ContinueElsewhereAsync(stand);
    }

    [Fact]
    public async Task Restore_ReplacesNothing_IfStorageHasNoCopy()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));
        await File.WriteAllBytesAsync(stand.Run().Lock, []);

        await stand.RefuseAsync(4, "books_latest.db.gz: no session of the run 'run1' has ended there", "db", "restore", "--run-name", "run1", "--from-storage");
        File.Delete(stand.Run().Config);
        await stand.RefuseAsync(2, "run_config.json does not exist", "db", "restore", "--run-name", "run1", "--from-storage");
    }

    /// <summary>Another output root with nothing but the run's configuration.</summary>
    private static async Task ContinueElsewhereAsync(GrinStand stand)
    {
        var asked = stand.Grin.Journal.Count("archive");
        var elsewhere = new RunDirectory(stand["elsewhere"], GrinStand.Name("run1"));
        Directory.CreateDirectory(elsewhere.Path);
        File.Copy(stand.Run().Config, elsewhere.Config);

        var restored = await stand.DoAsync("db", "restore", "--run-name", "run1", "--output-root", "elsewhere", "--from-storage", "--json");

        Assert.Equal(stand.Converted().Count, (int?)JsonNode.Parse(restored.Output[0])!["stored"]);
        Assert.Equal(CollectedRows.Of(stand.Run().Database), CollectedRows.Of(elsewhere.Database));
        await stand.DoAsync([.. SyncStand.Sync(more: ["--queue", "converted"]), "--output-root", "elsewhere"]);
        Assert.Equal(asked, stand.Grin.Journal.Count("archive"));
        Assert.Equal(stand.Converted(), SyncStand.Completed(elsewhere.Database));
    }
}
