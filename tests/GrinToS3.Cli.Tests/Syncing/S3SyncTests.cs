using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using GrinToS3.Cli.Processes;
using GrinToS3.Testing.Archives;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Cli.Syncing;

/// <summary><c>grin sync</c> into a real S3 server.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class S3SyncTests(S3Server server)
{
    private const int FewBooks = 300;

    /// <summary>32,500 books are 2,000 converted volumes.</summary>
    private static int Books =>
        Environment.GetEnvironmentVariable("GRIN_SYNC_BOOKS") is { Length: > 0 } books ? int.Parse(books, CultureInfo.InvariantCulture) : FewBooks;

    [Fact]
    public async Task Sync_StoresArchivesTextsAndManifestsWithTheirMetadata_InS3()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(Books));
        stand.Set("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey);
        stand.Set("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey);
        await stand.DoAsync(
            "collect", "--run-name", "run1", "--library-directory", "Example", "--grin-url", stand.Grin.BaseAddress.AbsoluteUri, "--requests-per-second", "0",
            "--storage", "s3", "--endpoint-url", gateway!.Endpoint.AbsoluteUri, "--bucket-raw", buckets[0], "--bucket-meta", buckets[1], "--bucket-full", buckets[2]);

        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));

        using var client = gateway.Client();
        var converted = stand.Converted();
        Assert.Equal(converted.Select(static barcode => $"run1/{barcode}.tar.gz"), await KeysAsync(client, buckets[0]));
        Assert.Equal(converted.Select(static barcode => $"run1/{barcode}_ocr.jsonl.gz"), await KeysAsync(client, buckets[2]));
        var meta = await KeysAsync(client, buckets[1]);
        Assert.Subset(meta.ToHashSet(), converted.Select(static barcode => $"run1/manifests/{barcode}.json").ToHashSet());
        Assert.Subset(meta.ToHashSet(), new HashSet<string> { "run1/books_latest.csv.gz", "run1/books_latest.db.gz", "run1/process_summary.json.gz" });
        foreach (var barcode in converted)
        {
            var expected = stand.Grin.Archives.Find(barcode)!;
            var key = $"run1/{barcode}.tar.gz";
            var archive = await client.GetObjectMetadataAsync(buckets[0], key);
            Assert.Equal(expected.DecryptedLength, archive.ContentLength);
            // Ceph gives underscores in names back as hyphens.
            Assert.Equal(expected.ETag, archive.Metadata["encrypted-etag"]);
            Assert.Equal(barcode, archive.Metadata["barcode"]);
            var tags = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = buckets[0], Key = key });
            Assert.Equal(("sha256", expected.DecryptedSha256), tags.Tagging.Select(static tag => (tag.Key, tag.Value)).Single());
            using var body = await client.GetObjectAsync(buckets[0], key);
            Assert.Equal(expected.DecryptedSha256, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(body.ResponseStream)));
            Assert.Equal(
                [$"{buckets[0]}/{key}|{expected.ETag}|{MarcRow.Of(expected.Marc)}"],
                SyncStand.Query(stand.Run().Database, $"SELECT storage_path, encrypted_etag, {MarcRow.Columns} FROM books WHERE barcode = '{barcode}'"));
            Assert.Equal(expected.Pages, await PagesAsync(client, buckets[2], $"run1/{barcode}_ocr.jsonl.gz"));
        }

        Assert.Equal(converted, SyncStand.Completed(stand.Run().Database));

        foreach (var bucket in buckets)
        {
            Assert.Empty((await client.ListMultipartUploadsAsync(bucket)).MultipartUploads ?? []);
        }

        // A second sync moves nothing, and one of what may have changed just that.
        var asked = stand.Grin.Journal.Count("archive");
        Assert.Equal(converted.Count, asked);
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        Assert.Equal(asked, stand.Grin.Journal.Count("archive"));
        var changed = converted.Where(static (_, number) => number % 9 == 0).ToList();
        Assert.All(changed, barcode => Assert.True(stand.Grin.Reconvert(barcode)));
        var result = SyncStand.Result(await stand.DoAsync(SyncStand.Sync(more: ["--queue", "changed", "--json"])));
        Assert.Equal((changed.Count, 0), (result.Progress.Stored, result.Progress.Skipped));
        Assert.Equal(asked + (2 * changed.Count), stand.Grin.Journal.Count("archive"));
    }

    private static async Task<List<string>> PagesAsync(AmazonS3Client client, string bucket, string key)
    {
        using var text = await client.GetObjectAsync(bucket, key);
        using var lines = new StreamReader(new GZipStream(text.ResponseStream, CompressionMode.Decompress));
        return [.. (await lines.ReadToEndAsync()).Split('\n')[..^1].Select(static line => JsonSerializer.Deserialize<string>(line)!)];
    }

    private static async Task<List<string>> KeysAsync(AmazonS3Client client, string bucket)
    {
        var keys = new List<string>();
        await foreach (var one in client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects)
        {
            keys.Add(one.Key);
        }

        return [.. keys.Order(StringComparer.Ordinal)];
    }
}
