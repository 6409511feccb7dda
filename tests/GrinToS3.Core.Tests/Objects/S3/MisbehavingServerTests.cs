using Amazon.Runtime;
using GrinToS3.Runs;
using GrinToS3.Testing;

namespace GrinToS3.Objects.S3;

/// <summary>What a good server never does, from a server that does it.</summary>
public sealed class MisbehavingServerTests
{
    private const int MiB = 1024 * 1024;
    private const string Secret = "a-secret-that-nobody-may-read";
    private const string Begun = "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
    private const string Completed = "<CompleteMultipartUploadResult><ETag>\"x-2\"</ETag></CompleteMultipartUploadResult>";

    private static readonly ObjectKey Key = new(Bucket.Meta, "run1/a");
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(503, "SlowDown", StorageErrorKind.Throttled, true)]
    [InlineData(429, "TooManyRequests", StorageErrorKind.Throttled, true)]
    [InlineData(500, "InternalError", StorageErrorKind.ServerFault, true)]
    [InlineData(400, "BadDigest", StorageErrorKind.ServerFault, true)]
    [InlineData(403, "AccessDenied", StorageErrorKind.AccessDenied, false)]
    [InlineData(403, "InvalidAccessKeyId", StorageErrorKind.Credentials, false)]
    [InlineData(400, "ExpiredToken", StorageErrorKind.Credentials, false)]
    [InlineData(403, "QuotaExceeded", StorageErrorKind.Full, false)]
    [InlineData(507, "XMinioStorageFull", StorageErrorKind.Full, false)]
    [InlineData(301, "PermanentRedirect", StorageErrorKind.WrongRegion, false)]
    [InlineData(400, "InvalidStorageClass", StorageErrorKind.Rejected, false)]
    [InlineData(404, "NoSuchBucket", StorageErrorKind.BucketMissing, false)]
    public async Task PutAsync_FailsWithAKind_ForEachAnswer(int status, string code, StorageErrorKind kind, bool retry)
    {
        await using var server = new LoopbackServer((_, reply) => reply.SendAsync(status, Error(code)));
        using var store = Open(server.Base);

        var failed = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync(Key, new byte[10], null, None));

        Assert.Equal((kind, retry), (failed.Kind, failed.ShouldRetry));
        Assert.Contains("s3://the-meta/run1/a", failed.Message, StringComparison.Ordinal);
        Assert.Contains(server.Base.Authority, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.Message);
        Assert.DoesNotContain(Secret, failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(400, "MissingContentMD5")]
    public async Task DeleteAsync_DeletesOneByOne_IfTheServerHasNoRequestForMany(int status, string code)
    {
        var deleted = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var server = new LoopbackServer((request, reply) =>
        {
            if (request.Method is "POST")
            {
                return reply.SendAsync(status, Error(code));
            }

            deleted.Add($"{request.Method} {request.Target}");
            return reply.SendAsync(204);
        });
        using var store = Open(server.Base);

        await store.DeleteAsync([Key, Key with { Key = "run1/b" }], None);

        Assert.Equal(["DELETE /the-meta/run1/a", "DELETE /the-meta/run1/b"], deleted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DeleteAsync_NamesTheFirst_IfSomeCanNotBeDeleted()
    {
        const string answer = "<DeleteResult><Error><Key>run1/b</Key><Code>AccessDenied</Code><Message>locked</Message></Error></DeleteResult>";
        await using var server = new LoopbackServer(static (_, reply) => reply.SendAsync(200, answer));
        using var store = Open(server.Base);

        var failed = await Assert.ThrowsAsync<StorageException>(() => store.DeleteAsync([Key, Key with { Key = "run1/b" }], None));

        Assert.Equal(StorageErrorKind.AccessDenied, failed.Kind);
        Assert.Contains("s3://the-meta/run1/b: AccessDenied locked", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadAsync_ExplainsA403_ThatHasNoReason()
    {
        await using var server = new LoopbackServer((_, reply) => reply.SendRawAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
        using var store = Open(server.Base);

        var failed = await Assert.ThrowsAsync<StorageException>(() => store.HeadAsync(Key, None));

        Assert.Equal(StorageErrorKind.AccessDenied, failed.Kind);
        Assert.Contains("s3:ListBucket", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_FailWithUnreachable_IfNobodyListens()
    {
        var server = new LoopbackServer((_, reply) => reply.SendAsync(200));
        await server.DisposeAsync();
        using var store = Open(server.Base);

        var failed = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync(Key, new byte[10], null, None));

        Assert.Equal((StorageErrorKind.Unreachable, true), (failed.Kind, failed.ShouldRetry));
        Assert.Contains("endpoint_url", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_AreSentAgain_IfTheServerFailsOnce()
    {
        var calls = 0;
        await using var server = new LoopbackServer((_, reply) => ++calls is 1 ? reply.SendAsync(503, Error("SlowDown")) : reply.SendAsync(200, "", Tag(new byte[10])));
        using var store = Open(server.Base, static settings => settings with { Retries = 2 });

        await store.PutAsync(Key, new byte[10], null, None);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task TryCreateAsync_AsksAgain_IfTwoCreateAtTheSameMoment()
    {
        var calls = 0;
        await using var server = new LoopbackServer((_, reply) =>
            ++calls < 3 ? reply.SendAsync(409, Error("ConditionalRequestConflict")) : reply.SendAsync(412, Error("PreconditionFailed")));
        using var store = Open(server.Base);

        Assert.False(await store.TryCreateAsync(Key, new byte[10], None));

        Assert.Equal(["*", "*", "*"], server.Requests.Select(static one => one.Headers["If-None-Match"]));
    }

    [Theory]
    [InlineData("minio")]
    [InlineData("gcs")]
    public async Task TryCreateAsync_LooksFirst_IfTheServerMayIgnoreTheCondition(string type)
    {
        await using var server = new LoopbackServer((request, reply) => HeadAsync(reply, 5));
        using var store = Open(server.Base, type: type);

        Assert.False(await store.TryCreateAsync(Key, new byte[10], None));

        Assert.Equal("HEAD", Assert.Single(server.Requests).Method);
    }

    [Fact]
    public async Task TryCreateAsync_SendsNoCondition_ToGoogle()
    {
        await using var server = new LoopbackServer((request, reply) => (request.Method, request.Target) switch
        {
            ("HEAD", _) => reply.SendRawAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            ("GET", _) => reply.SendAsync(200, "<ListBucketResult/>"),
            _ => reply.SendAsync(200, "", Tag(new byte[10])),
        });
        using var store = Open(server.Base, type: "gcs");

        Assert.True(await store.TryCreateAsync(Key, new byte[10], None));

        Assert.DoesNotContain("If-None-Match", server.Requests[^1].Headers.Keys);
    }

    [Fact]
    public async Task PutAsync_FailsWithMismatch_IfTheStoreHasOtherBytes()
    {
        await using var server = new LoopbackServer((_, reply) => reply.SendAsync(200, "", Tag(new byte[11])));
        using var store = Open(server.Base);

        var failed = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync(Key, new byte[10], null, None));

        Assert.Equal((StorageErrorKind.Mismatch, true), (failed.Kind, failed.ShouldRetry));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(12 * MiB, true)]
    public async Task CompleteAsync_SucceedsOnly_IfTheStoreHasTheSize(long size, bool succeeds)
    {
        await using var server = new LoopbackServer((request, reply) => UploadAsync(request, reply, () => reply.SendAsync(200, Completed), size));
        using var store = Open(server.Base);
        await using var writer = store.OpenWrite(Key);
        await writer.WriteAsync(new byte[12 * MiB]);

        var failed = await Record.ExceptionAsync(() => writer.CompleteAsync(None));

        Assert.Equal(succeeds ? null : StorageErrorKind.Mismatch, (failed as StorageException)?.Kind);
        Assert.Equal(succeeds, writer.IsCompleted);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(12 * MiB, true)]
    public async Task CompleteAsync_LooksAtTheObject_IfTheAnswerToCompletingWasLost(long size, bool succeeds)
    {
        await using var server = new LoopbackServer((request, reply) => UploadAsync(request, reply, () => reply.SendAsync(404, Error("NoSuchUpload")), size));
        using var store = Open(server.Base);
        await using var writer = store.OpenWrite(Key);
        await writer.WriteAsync(new byte[12 * MiB]);

        var failed = await Record.ExceptionAsync(() => writer.CompleteAsync(None));

        Assert.Equal(succeeds ? null : StorageErrorKind.Mismatch, (failed as StorageException)?.Kind);
    }

    [Fact]
    public async Task OpenWrite_AbortsTheUpload_IfAPartFails()
    {
        await using var server = new LoopbackServer((request, reply) => request.Target.Contains("partNumber=2", StringComparison.Ordinal)
            ? reply.SendAsync(500, Error("InternalError"))
            : UploadAsync(request, reply, () => reply.SendAsync(200, Completed), 0));
        using var store = Open(server.Base);

        var failed = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync(
            Key,
            static async (stream, stop) => await stream.WriteAsync(new byte[21 * MiB], stop),
            None));

        Assert.Equal(StorageErrorKind.ServerFault, failed.Kind);

        // Once; but not as the last request: another part, given up with its last bytes on the wire, may be read after it.
        Assert.Contains("uploadId=u1", Assert.Single(server.Requests, static one => one.Method is "DELETE").Target, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, static one => one.Method is "POST" && one.Target.Contains("uploadId", StringComparison.Ordinal));
    }

    private static Task UploadAsync(LoopbackRequest request, LoopbackReply reply, Func<Task> complete, long size) => (request.Method, request.Target) switch
    {
        ("POST", var target) when target.Contains("uploads", StringComparison.Ordinal) => reply.SendAsync(200, Begun),
        ("POST", _) => complete(),
        ("PUT", _) => reply.SendAsync(200, "", "ETag: \"p\""),
        ("DELETE", _) => reply.SendAsync(204),
        _ => HeadAsync(reply, size),
    };

    private static Task HeadAsync(LoopbackReply reply, long size) =>
        reply.SendRawAsync($"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\nETag: \"x-2\"\r\nLast-Modified: Tue, 24 Nov 2026 15:00:00 GMT\r\n\r\n");

    private static string Error(string code) => $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>In\n two lines.</Message></Error>";

    private static string Tag(byte[] content) => $"ETag: \"{Convert.ToHexStringLower(ContentMd5.Of(content))}\"";

    private static S3ObjectStore Open(Uri endpoint, Func<S3Settings, S3Settings>? change = null, string type = "s3")
    {
        var storage = new StorageConfig
        {
            Type = type,
            Protocol = "s3",
            Config = new Dictionary<string, string?>
            {
                ["endpoint_url"] = endpoint.AbsoluteUri,
                ["bucket_raw"] = "the-raw",
                ["bucket_meta"] = "the-meta",
                ["bucket_full"] = "the-full",
            },
        };
        var settings = S3Settings.From(storage) with { Retries = 0, LooksBeforeCreate = type is not "s3" };
        settings = change?.Invoke(settings) ?? settings;
        return new S3ObjectStore(settings, new S3Connection(settings, static () => new BasicAWSCredentials("AK", Secret)), new PartBufferPool(), TimeProvider.System);
    }
}
