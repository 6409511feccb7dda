using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Reprocessing;

/// <summary>Page texts in a real S3 server come back with the metadata that they had.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class S3ReprocessTests(S3Server server)
{
    [Fact]
    public async Task ReprocessAsync_StoresTheSameTextsWithTheSameMetadata_InS3()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        using var client = gateway!.Client();
        var buckets = await server.CreateBucketsAsync(gateway);
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(300), changes: S3OrphanTests.Changes(gateway, buckets, new FailingStore.Plan()));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 4, Request = false });
        var stored = run.Query("SELECT barcode FROM artifacts WHERE kind = 'text' ORDER BY barcode");
        var (before, rows) = (await TextsAsync(), Rows());
        Assert.Equal(4, before.Count);
        foreach (var barcode in stored)
        {
            await client.DeleteObjectAsync(buckets[2], $"run1/{barcode}_ocr.jsonl.gz");
        }

        var result = await run.ReprocessAsync(StoredSource.All);

        Assert.Equal((SyncEnd.Complete, 4, 0), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.Equal(before, await TextsAsync());
        Assert.Equal(rows, Rows());

        List<string> Rows() => run.Query("SELECT barcode, kind, place, size, etag, sha256, source_etag FROM artifacts ORDER BY barcode, kind");

        async Task<List<string>> TextsAsync()
        {
            var texts = new List<string>();
            foreach (var barcode in stored)
            {
                var head = await client.GetObjectMetadataAsync(buckets[2], $"run1/{barcode}_ocr.jsonl.gz");
                texts.Add($"{barcode} {head.ETag} {string.Join(' ', head.Metadata.Keys.Order(StringComparer.Ordinal).Select(key => $"{key}={head.Metadata[key]}"))}");
            }

            return texts;
        }
    }
}
