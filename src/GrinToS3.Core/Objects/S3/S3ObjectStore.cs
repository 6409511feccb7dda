using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace GrinToS3.Objects.S3;

/// <summary>Objects in S3: Amazon's, or a server that speaks like it (spec: storage-config 2.1 and 2.3).</summary>
public sealed class S3ObjectStore : IObjectStore
{
    private const int CreateAttempts = 5;

    private readonly S3Settings _settings;
    private readonly S3Connection _connection;
    private readonly S3Requests _requests;
    private readonly PartBufferPool _pool;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Bucket, bool> _found = new();

    internal S3ObjectStore(S3Settings settings, S3Connection connection, PartBufferPool pool, TimeProvider time)
    {
        _settings = settings;
        _connection = connection;
        _requests = new S3Requests(settings);
        _pool = pool;
        _time = time;
    }

    /// <inheritdoc />
    public StorageFeatures Features => StorageFeatures.Metadata | (_settings.HasTags ? StorageFeatures.Tags : StorageFeatures.None);

    /// <inheritdoc />
    public Task<StoredObject> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) => PutAsync(key, content, metadata, ifNoneMatch: false, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> TryCreateAsync(ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_settings.LooksBeforeCreate && await HeadAsync(key, cancellationToken) is not null)
        {
            return false;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PutAsync(key, content, null, _settings.SendsIfNoneMatch, cancellationToken);
                return true;
            }
            catch (StorageException failed) when (failed.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed })
            {
                return false;
            }
            catch (StorageException failed) when (failed.Kind is StorageErrorKind.Conflict && attempt < CreateAttempts)
            {
                // Two created it at the same moment and neither was told of the other: who asks again is.
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), _time, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public ObjectWriteStream OpenWrite(ObjectKey key, IReadOnlyDictionary<string, string>? metadata = null) => new S3WriteStream(this, _connection, _requests, _pool, key, metadata);

    /// <inheritdoc />
    public async Task<StoredObject> CopyAsync(ObjectKey source, ObjectKey target, CancellationToken cancellationToken)
    {
        var info = await HeadAsync(source, cancellationToken)
            ?? throw new StorageException(StorageErrorKind.NotFound, $"there is no object {Describe(source)} to copy");
        if (info.Size > _settings.LargestCopy)
        {
            return await new S3PartCopy(this, _connection, _requests).RunAsync(source, target, info, cancellationToken);
        }

        await _connection.CallAsync("copy to", target, (client, stop) => client.CopyObjectAsync(_requests.Copy(source, target), stop), cancellationToken);
        var copied = await this.VerifyAsync(target, info.Size, info.Metadata, cancellationToken);
        return new StoredObject(copied.Size, copied.ETag);
    }

    /// <inheritdoc />
    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var head = await _connection.CallAsync(
                "look at",
                key,
                (client, stop) => client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _requests.Name(key), Key = key.Key }, stop),
                cancellationToken);
            return new ObjectInfo(head.ContentLength, S3Requests.Unquoted(head.ETag), Utc(head.LastModified), S3Requests.Read(head.Metadata));
        }
        catch (StorageException missing) when (missing.Kind is StorageErrorKind.NotFound)
        {
            await RequireBucketAsync(key.Bucket, cancellationToken);
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<ObjectContent?> ReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _requests.Name(key), Key = key.Key };
        if (range is { } part)
        {
            request.ByteRange = new Amazon.S3.Model.ByteRange(string.Create(
                CultureInfo.InvariantCulture,
                $"bytes={part.Offset}-{(part.Length is { } length ? part.Offset + length - 1 : null)}"));
        }

        try
        {
            var answer = await _connection.CallAsync("read", key, (client, stop) => client.GetObjectAsync(request, stop), cancellationToken);
            var size = answer.ContentRange is { } whole && long.TryParse(whole[(whole.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture, out var total)
                ? total
                : answer.ContentLength;
            var info = new ObjectInfo(size, S3Requests.Unquoted(answer.ETag), Utc(answer.LastModified), S3Requests.Read(answer.Metadata));
            return new ObjectContent(answer.ResponseStream, info, answer);
        }
        catch (StorageException missing) when (missing.Kind is StorageErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ListedObject> ListAsync(
        Bucket bucket, string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _settings.Buckets[bucket], Prefix = prefix, StartAfter = after };
        ListObjectsV2Response page;
        do
        {
            page = await _connection.CallAsync("list", new ObjectKey(bucket, prefix), (client, stop) => client.ListObjectsV2Async(request, stop), cancellationToken);
            foreach (var one in page.S3Objects ?? [])
            {
                yield return new ListedObject(new ObjectKey(bucket, one.Key), one.Size ?? 0, Utc(one.LastModified), S3Requests.Unquoted(one.ETag));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated is true);
    }

    /// <inheritdoc />
    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => CallIfThereAsync(
        "delete",
        key,
        (client, stop) => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _requests.Name(key), Key = key.Key }, stop),
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(IReadOnlyList<ObjectKey> keys, CancellationToken cancellationToken) =>
        new S3Deletion(this, _connection, _settings).RunAsync(keys, cancellationToken);

    /// <inheritdoc />
    public Task TagAsync(ObjectKey key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => _settings.HasTags
        ? _connection.CallAsync("tag", key, (client, stop) => client.PutObjectTaggingAsync(_requests.Tag(key, tags), stop), cancellationToken)
        : throw new NotSupportedException($"{_settings.Type} storage has no tags");

    /// <inheritdoc />
    public async Task<int> DropUnfinishedAsync(Bucket bucket, string prefix, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = _time.GetUtcNow() - age;
        var dropped = 0;
        var request = new ListMultipartUploadsRequest { BucketName = _settings.Buckets[bucket], Prefix = prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await _connection.CallAsync(
                "list unfinished uploads of", new ObjectKey(bucket, prefix), (client, stop) => client.ListMultipartUploadsAsync(request, stop), cancellationToken);
            foreach (var upload in (page.MultipartUploads ?? []).Where(one => Utc(one.Initiated) < before))
            {
                await AbortAsync(new ObjectKey(bucket, upload.Key), upload.UploadId, cancellationToken);
                dropped++;
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated is true);
        return dropped;
    }

    /// <inheritdoc />
    public string Describe(ObjectKey key) => $"s3://{_requests.Name(key)}/{key.Key}";

    /// <inheritdoc />
    public string StoragePath(ObjectKey key) => $"{_requests.Name(key)}/{key.Key}";

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    /// <summary>Ends an upload and drops its parts; one that is not there is content.</summary>
    internal Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken) => CallIfThereAsync(
        "abort the upload to",
        key,
        (client, stop) => client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _requests.Name(key), Key = key.Key, UploadId = uploadId }, stop),
        cancellationToken);

    /// <summary>Sends a small object in one request, and compares the store's tag of it with its MD5 where that is what tags are.</summary>
    internal async Task<StoredObject> SendAsync(ObjectKey key, Stream content, byte[] md5, PutObjectRequest request, CancellationToken cancellationToken)
    {
        var size = content.Length;
        request.InputStream = content;
        request.MD5Digest = Convert.ToBase64String(md5);
        var answer = await _connection.CallAsync("store", key, (client, stop) => client.PutObjectAsync(request, stop), cancellationToken);
        var tag = S3Requests.Unquoted(answer.ETag);
        if (!S3Requests.IsTagOfContent(answer.ServerSideEncryptionMethod) || tag is null)
        {
            tag = (await this.VerifyAsync(key, size, S3Requests.Read(request.Metadata), cancellationToken)).ETag;
        }
        else if (!string.Equals(tag, Convert.ToHexString(md5), StringComparison.OrdinalIgnoreCase))
        {
            throw new StorageException(
                StorageErrorKind.Mismatch,
                $"{Describe(key)} is not what was stored: its ETag is {tag}, the MD5 of what was sent is {Convert.ToHexStringLower(md5)}; store it again");
        }

        return new StoredObject(size, tag);
    }

    private static DateTimeOffset Utc(DateTime? moment) => moment is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.MinValue;

    private async Task<StoredObject> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        bool ifNoneMatch,
        CancellationToken cancellationToken)
    {
        var request = _requests.Put(key, metadata);
        request.IfNoneMatch = ifNoneMatch ? "*" : null;
        var bytes = MemoryMarshal.TryGetArray(content, out var array) ? array : new ArraySegment<byte>(content.ToArray());
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return await SendAsync(key, stream, ContentMd5.Of(content.Span), request, cancellationToken);
    }

    /// <summary>Removes what may be gone already.</summary>
    private async Task CallIfThereAsync<T>(string what, ObjectKey key, Func<IAmazonS3, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            await _connection.CallAsync(what, key, call, cancellationToken);
        }
        catch (StorageException gone) when (gone.Kind is StorageErrorKind.NotFound)
        {
            // As it should be.
        }
    }

    /// <summary>S3 answers a HEAD of an object with 404 also where the bucket is what is missing.</summary>
    private async Task RequireBucketAsync(Bucket bucket, CancellationToken cancellationToken)
    {
        if (!_found.ContainsKey(bucket))
        {
            await _connection.CallAsync(
                "look into",
                new ObjectKey(bucket, ""),
                (client, stop) => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _settings.Buckets[bucket], MaxKeys = 1 }, stop),
                cancellationToken);
            _found[bucket] = true;
        }
    }
}
