using System.Security.Cryptography;
using Amazon.S3.Model;
using GrinToS3.Archives;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Cli.Storage;

/// <summary><c>grin storage migrate</c> as a process, with volumes that a sync has brought.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class MigrateCommandTests(S3Server server)
{
    [Fact]
    public async Task Migrate_BringsASyncedRunToS3AndBackWithoutGrin_AlsoIfItIsKilled()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(150));
        stand.Set("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey);
        stand.Set("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey);
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        var (before, asked) = (Stored(stand.Storage), stand.Grin.Journal.Total);
        string[] toS3 =
        [
            "--to-storage", "s3", "--to-endpoint-url", gateway!.Endpoint.AbsoluteUri,
            "--to-bucket-raw", buckets[0], "--to-bucket-meta", buckets[1], "--to-bucket-full", buckets[2],
        ];

        for (var kill = 1; kill <= 3; kill++)
        {
            await using var killed = stand.Start(Migrate([.. toS3, "--parallel", "1"]));
            Assert.NotNull(await killed.ReadToAsync("objects looked at"));
            await Task.Delay((kill - 1) * 30);
            killed.Kill();
            await killed.EndAsync();
        }

        Assert.DoesNotContain(buckets[0], await File.ReadAllTextAsync(stand.Run().Config), StringComparison.Ordinal);
        var there = await stand.DoAsync(Migrate());

        Assert.Equal(before, Stored(stand.Storage));
        Assert.Contains(there.Output, static line => line.StartsWith("Moved in ", StringComparison.Ordinal));
        Assert.Contains(there.Output, static line => line.Contains("grin storage rm raw --run-name run1 --old '", StringComparison.Ordinal));
        await stand.DoAsync("verify", "--run-name", "run1", "--level", "full");
        await AssertMetadataAsync(stand, gateway, buckets);

        await stand.RefuseAsync(2, "is stored in", Migrate(toS3));
        await stand.DoAsync(Migrate("--to-storage", "local", "--to-storage-path", "again", "--json"));

        Assert.Equal(before, Stored(stand["again"]));
        await stand.DoAsync("verify", "--run-name", "run1", "--level", "full");
        var kept = Directory.GetFiles(stand.Run().Path, "run_config.json.before-migrate-*").Order(StringComparer.Ordinal).First();
        await stand.DoAsync("storage", "rm", "raw", "--run-name", "run1", "--yes", "--old", kept);
        Assert.Empty(Stored(Path.Combine(stand.Storage, "raw")));
        Assert.Equal(before, Stored(stand["again"]));
        Assert.Equal(asked, stand.Grin.Journal.Total);
    }

    [Fact]
    public async Task Migrate_Exits2AndChangesNothing_IfItIsNotToldWhereTo()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));

        await stand.RefuseAsync(2, "say where to: --to-storage TYPE", Migrate());
        await stand.RefuseAsync(2, "the run is stored in", Migrate("--to-storage", "local", "--to-storage-path", "storage"));
        await stand.RefuseAsync(2, "secret_key must not be given as a setting", Migrate("--to-storage", "s3", "--to-storage-config", "secret_key=x"));
    }

    [Fact]
    public async Task Migrate_Exits7AndSwitchesNothing_IfAnArchiveIsDamaged()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        var (barcode, config) = (stand.Converted()[1], await File.ReadAllBytesAsync(stand.Run().Config));
        var archive = Path.Combine(stand.Storage, "raw", barcode, $"{barcode}.tar.gz");
        var bytes = await File.ReadAllBytesAsync(archive);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(archive, bytes);

        var exit = await stand.RunAsync(Migrate("--to-storage", "local", "--to-storage-path", "again"));

        Assert.True(exit.Code == 7, exit.ToString());
        Assert.Contains(exit.Output, line => line.Contains($"Altered    {archive}", StringComparison.Ordinal));
        Assert.Equal(config, await File.ReadAllBytesAsync(stand.Run().Config));
        await stand.DoAsync(SyncStand.Sync(more: ["--barcodes-file", Path.Combine(stand.Run().Migration, "repair.txt"), "--force"]));
        await stand.DoAsync(Migrate());
        await stand.DoAsync("verify", "--run-name", "run1", "--level", "full");
    }

    private static string[] Migrate(params string[] more) => ["storage", "migrate", "--run-name", "run1", .. more];

    /// <summary>All files but the configuration, which says where it lies: names and digests.</summary>
    private static List<string> Stored(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(static path => Path.GetFileName(path) is not "run_config.json")
            .Order(StringComparer.Ordinal).Select(path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];

    private static async Task AssertMetadataAsync(GrinStand stand, RadosGateway gateway, string[] buckets)
    {
        using var client = gateway.Client();
        foreach (var barcode in stand.Converted())
        {
            var manifest = VolumeManifest.Parse(await File.ReadAllBytesAsync(Path.Combine(stand.Storage, "meta", "run1", "manifests", $"{barcode}.json")));
            var archive = (await client.GetObjectMetadataAsync(buckets[0], $"run1/{barcode}.tar.gz")).Metadata;
            var text = (await client.GetObjectMetadataAsync(buckets[2], $"run1/{barcode}_ocr.jsonl.gz")).Metadata;
            Assert.Equal((barcode, manifest.EncryptedEtag), (archive["barcode"], archive["encrypted-etag"] ?? archive["encrypted_etag"]));
            Assert.Equal($"{manifest.PageCount}", text["page-count"] ?? text["page_count"]);
            var tags = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = buckets[0], Key = $"run1/{barcode}.tar.gz" });
            Assert.Equal(manifest.ArchiveSha256, Assert.Single(tags.Tagging).Value);
        }
    }
}
