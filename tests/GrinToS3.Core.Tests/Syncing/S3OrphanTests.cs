using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Syncing;

/// <summary>Uploads in parts into a real S3 server, any call of which fails from a moment on.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class S3OrphanTests(S3Server server)
{
    // A volume of several parts is written in hundreds of calls, most of them alike.
    private const int Stride = 61;
    private const int Volumes = 2;

    [Fact]
    public async Task SyncAsync_LeavesNoUploadBehindAndEndsTheSame_IfTheStorageFailsFromAnyMomentOn()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        using var client = gateway!.Client();
        var (moments, isDone) = (0, false);
        for (var call = 9; !isDone; call += Stride)
        {
            var buckets = await server.CreateBucketsAsync(gateway);
            var plan = new FailingStore.Plan();
            await using var run = await SyncFixture.StartAsync(
                SyncFixture.Library(300) with { ArchiveSize = 12_000_000 }, changes: Changes(gateway, buckets, plan));
            plan.Fail(call, int.MaxValue / 2);
            var input = SyncFixture.Input(VolumeSource.Converted) with { Limit = Volumes, Request = false };

            var failed = await run.SyncAsync(input);

            isDone = !plan.HasFailed;
            Assert.True(failed.End == (isDone ? SyncEnd.Complete : SyncEnd.Failed), $"call {call}: {failed.End}, {failed.Error}");
            foreach (var bucket in buckets)
            {
                Assert.Empty((await client.ListMultipartUploadsAsync(bucket)).MultipartUploads ?? []);
            }

            foreach (var barcode in Completed(run))
            {
                await AssertStoredAsync(barcode);
            }

            plan.Heal();
            run.Run.Restart();
            Assert.Equal(SyncEnd.Complete, (await run.SyncAsync(input with { Limit = Volumes - Completed(run).Count is > 0 and var left ? left : 1 })).End);
            Assert.True(Completed(run).Count >= Volumes, $"call {call}");
            foreach (var barcode in Completed(run))
            {
                await AssertStoredAsync(barcode);
            }

            moments++;

            async Task AssertStoredAsync(string barcode)
            {
                var archive = await client.GetObjectMetadataAsync(buckets[0], $"run1/{barcode}.tar.gz");
                var expected = run.Grin.Archives.Find(barcode)!;

                // Ceph gives underscores in names back as hyphens.
                Assert.Equal((expected.DecryptedLength, expected.ETag), (archive.ContentLength, archive.Metadata["encrypted-etag"]));
            }
        }

        Assert.True(moments > 3, $"{moments} moments");
    }

    private static List<string> Completed(SyncFixture run) => !File.Exists(run.Run.Directory.Database) ? [] : run.Query(
        "SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed'");

    internal static RunChanges Changes(RadosGateway gateway, string[] buckets, FailingStore.Plan plan) => new()
    {
        Open = options => options with { Storage = inner => new FailingStore(inner, plan) },
        Storage = (draft, folder) => draft
            .Set("storage_config.type", "s3")
            .Set("storage_config.config.credentials_file", WriteKeys(folder))
            .Set("storage_config.config.endpoint_url", gateway.Endpoint.AbsoluteUri)
            .Set("storage_config.config.bucket_raw", buckets[0])
            .Set("storage_config.config.bucket_meta", buckets[1])
            .Set("storage_config.config.bucket_full", buckets[2]),
    };

    private static string WriteKeys(string folder)
    {
        var file = $"{folder}-keys.json";
        File.WriteAllBytes(
            file, System.Text.Encoding.UTF8.GetBytes($$"""{"access_key": "{{RadosGateway.AccessKey}}", "secret_key": "{{RadosGateway.SecretKey}}"}"""));
        return file;
    }
}
