using Amazon.S3.Model;
using GrinToS3.Runs;
using GrinToS3.Testing.Storage;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace GrinToS3.Objects.S3;

/// <summary>The contract over a real S3 server, and what only S3 has.</summary>
/// <param name="server">The server that the tests share. It leaves the body of a request that it refuses unread, so that the connection is of no use any more.</param>
public sealed class GatewayStoreTests(S3Server server) : ObjectStoreContract
{
    private RadosGateway _gateway = null!;
    private string[] _buckets = [];

    [Fact]
    public async Task TagAsync_ReplacesTheTags()
    {
        await Store.PutAsync(Key("a"), Content(1), null, None);
        await Store.TagAsync(Key("a"), new Dictionary<string, string> { ["sha256"] = "0", ["old"] = "1" }, None);

        await Store.TagAsync(Key("a"), new Dictionary<string, string> { ["sha256"] = new string('f', 64) }, None);

        using var client = _gateway.Client();
        var tags = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = _buckets[1], Key = Key("a").Key });
        var tag = Assert.Single(tags.Tagging);
        Assert.Equal(("sha256", new string('f', 64)), (tag.Key, tag.Value));
    }

    [Fact]
    public async Task CopyAsync_CopiesInParts_IfTheObjectIsTooLargeForOneRequest()
    {
        using var store = Open(Settings() with { LargestCopy = 5 * MiB });
        var metadata = new Dictionary<string, string> { ["barcode"] = "39015012345678" };
        var content = Content(12 * MiB + 1);
        await WriteAsync(Key("a"), content, metadata);

        var copied = await store.CopyAsync(Key("a"), Key("b"), None);

        Assert.Equal(content, await ReadAsync(Key("b")));
        Assert.EndsWith("-3", copied.ETag, StringComparison.Ordinal);
        Assert.Equal(metadata, (await store.HeadAsync(Key("b"), None))!.Metadata);
        Assert.Equal(0, await UnfinishedAsync(""));
    }

    [Fact]
    public async Task CompleteAsync_ComparesTheTag_IfPartsAreHashed()
    {
        using var store = Open(Settings() with { HashesParts = true });
        await using var writer = store.OpenWrite(Key("a"));
        await writer.WriteAsync(Content(25 * MiB));

        var stored = await writer.CompleteAsync(None);

        Assert.EndsWith("-3", stored.ETag, StringComparison.Ordinal);
        Assert.Equal(Content(25 * MiB), await ReadAsync(Key("a")));
    }

    [Fact]
    public async Task OpenWrite_SendsPartsAlike_IfTheProviderWantsThem()
    {
        using var store = Open(Settings() with { PartsAlike = true });
        await using var writer = store.OpenWrite(Key("a"));
        await writer.WriteAsync(Content(33 * MiB));
        await writer.CompleteAsync(None);

        using var client = _gateway.Client();
        var part = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _buckets[1], Key = Key("a").Key });
        Assert.EndsWith("-3\"", part.ETag, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MiB)]
    [InlineData(25 * MiB)]
    public async Task OpenWrite_IsRefusedByTheServer_IfAByteIsDamagedOnTheWay(int size)
    {
        await using var proxy = new DamagingProxy(_gateway.Endpoint, MiB / 2);
        using var store = Open(Settings() with { Endpoint = proxy.Endpoint, Retries = 0 });

        var failed = await FailAsync(() => store.PutAsync(Key("a"), (stream, stop) => stream.WriteAsync(Content(size), stop).AsTask(), None));

        Assert.Equal((StorageErrorKind.ServerFault, true), (failed.Kind, failed.ShouldRetry));
        Assert.Null(await Store.HeadAsync(Key("a"), None));
    }

    [Fact]
    public async Task Calls_FailWithCredentials_IfTheSecretIsWrong()
    {
        using var store = Open(Settings(), secret: "wrong");
        using var other = Open(Settings(), secret: "wrong");

        var put = await FailAsync(() => store.PutAsync(Key("a"), Content(1), null, None));
        var head = await FailAsync(() => other.HeadAsync(Key("a"), None));
        var list = await FailAsync(() => other.ListAsync(Bucket.Meta, "", None).GetAsyncEnumerator().MoveNextAsync().AsTask());

        Assert.Equal((StorageErrorKind.Credentials, StorageErrorKind.AccessDenied, StorageErrorKind.Credentials), (put.Kind, head.Kind, list.Kind));
        Assert.Contains("SignatureDoesNotMatch", put.Message, StringComparison.Ordinal);
        Assert.Contains("the keys are wrong", head.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong\"", put.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_FailWithBucketMissing_IfThereIsNone()
    {
        var settings = Settings() with { Buckets = Enum.GetValues<Bucket>().ToDictionary(static one => one, static _ => "no-such-bucket") };
        using var store = Open(settings);
        using var putting = Open(settings);
        await using var writer = store.OpenWrite(Key("a"));

        StorageException[] failed =
        [
            await FailAsync(() => putting.PutAsync(Key("a"), Content(1), null, None)),
            await FailAsync(() => store.TryCreateAsync(Key("a"), Content(1), None)),
            await FailAsync(() => store.HeadAsync(Key("a"), None)),
            await FailAsync(() => store.ReadAsync(Key("a"), null, None)),
            await FailAsync(() => store.ListAsync(Bucket.Meta, "", None).GetAsyncEnumerator().MoveNextAsync().AsTask()),
            await FailAsync(() => store.DropUnfinishedAsync(Bucket.Meta, "", TimeSpan.Zero, None)),
            await FailAsync(() => writer.WriteAsync(Content(11 * MiB)).AsTask()),
        ];

        Assert.All(failed, one => Assert.Equal((StorageErrorKind.BucketMissing, false), (one.Kind, one.ShouldRetry)));
        Assert.All(failed, one => Assert.Contains("no-such-bucket", one.Message, StringComparison.Ordinal));
        Assert.All(failed, one => Assert.Contains("--bucket-meta", one.Message, StringComparison.Ordinal));
    }

    protected override async Task<IObjectStore> OpenAsync()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        _gateway = gateway!;
        _buckets = await server.CreateBucketsAsync(_gateway);
        return Open(Settings());
    }

    protected override async Task LeaveUnfinishedAsync(ObjectKey key)
    {
        using var client = _gateway.Client();
        var upload = await client.InitiateMultipartUploadAsync(_buckets[1], key.Key);
        await client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = _buckets[1],
            Key = key.Key,
            UploadId = upload.UploadId,
            PartNumber = 1,
            InputStream = new MemoryStream(new byte[100]),
        });
    }

    protected override async Task<int> UnfinishedAsync(string prefix)
    {
        using var client = _gateway.Client();
        var uploads = await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _buckets[1], Prefix = prefix });
        return uploads.MultipartUploads?.Count ?? 0;
    }

    private static Task<StorageException> FailAsync(Func<Task> call) => Assert.ThrowsAsync<StorageException>(call);

    private S3Settings Settings() => S3Settings.From(new StorageConfig
    {
        Type = "s3",
        Protocol = "s3",
        Config = new Dictionary<string, string?>
        {
            ["endpoint_url"] = _gateway.Endpoint.AbsoluteUri,
            ["bucket_raw"] = _buckets[0],
            ["bucket_meta"] = _buckets[1],
            ["bucket_full"] = _buckets[2],
        },
    });

    private S3ObjectStore Open(S3Settings settings, string secret = RadosGateway.SecretKey) => new(
        settings,
        new S3Connection(settings, () => new Amazon.Runtime.BasicAWSCredentials(RadosGateway.AccessKey, secret)),
        Pool,
        Time);
}
