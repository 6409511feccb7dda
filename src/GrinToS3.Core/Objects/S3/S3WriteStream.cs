using System.Runtime.ExceptionServices;
using Amazon.S3.Model;

namespace GrinToS3.Objects.S3;

/// <summary>
/// Fills parts from the shared pool and sends each when it is full, several at once. What fits into one part is stored by one request. An
/// upload that can't be aborted, because the store is gone, is dropped later by <see cref="IObjectStore.DropUnfinishedAsync"/>.
/// </summary>
internal sealed class S3WriteStream(
    S3ObjectStore store,
    S3Connection connection,
    S3Requests requests,
    PartBufferPool pool,
    ObjectKey key,
    IReadOnlyDictionary<string, string>? metadata) : ObjectWriteStream
{
    private const int PartsAtOnce = 4;
    private static readonly TimeSpan AbortWithin = TimeSpan.FromSeconds(30);

    private readonly PartSizes _sizes = new(connection.Settings.PartsAlike, pool.Budget);
    private readonly SemaphoreSlim _slots = new(PartsAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task<SentPart>> _parts = [];
    private ExceptionDispatchInfo? _failure;
    private PartBuffer? _part;
    private string? _uploadId;
    private long _length;
    private bool _ended;

    public override bool CanWrite => !_ended;

    public override long Length => _length;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        while (!buffer.IsEmpty)
        {
            _failure?.Throw();
            _part ??= await pool.ReserveAsync(_sizes.Next(_length), cancellationToken);
            var taken = _part.Append(buffer.Span);
            buffer = buffer[taken..];
            _length += taken;
            if (_part.IsFull)
            {
                await SendPartAsync(cancellationToken);
            }
        }
    }

    public override async Task<StoredObject> CompleteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        await using var cancelled = cancellationToken.Register(_stop.Cancel);
        var stored = _uploadId is null ? await SendWholeAsync(cancellationToken) : await SendRestAsync(cancellationToken);
        _ended = IsCompleted = true;
        return stored;
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_ended || _part is not null)
        {
            _ended = true;
            await AbortAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        if (_parts.Count is PartSizes.MostParts)
        {
            throw new StorageException(StorageErrorKind.Rejected, $"{store.Describe(key)} is too large: S3 takes {PartSizes.MostParts} parts, which hold {_length} bytes");
        }

        _uploadId ??= (await connection.CallAsync(
            "begin an upload to", key, (client, stop) => client.InitiateMultipartUploadAsync(requests.Begin(key, metadata), stop), cancellationToken)).UploadId;
        await _slots.WaitAsync(cancellationToken);
        var part = _part!;
        _part = null;
        _parts.Add(SendAsync(part, _parts.Count + 1));
    }

    private async Task<SentPart> SendAsync(PartBuffer part, int number)
    {
        // The caller goes on to fill the next part.
        await Task.Yield();
        try
        {
            using (part)
            {
                var md5 = connection.Settings.HashesParts ? await ContentMd5.OfAsync(part.OpenRead(), _stop.Token) : null;
                var answer = await connection.CallAsync(
                    $"store part {number} of", key, (client, stop) => client.UploadPartAsync(PartRequest(part, number, md5), stop), _stop.Token);
                return new SentPart(number, answer.ETag, md5);
            }
        }
        catch (Exception error)
        {
            _failure ??= ExceptionDispatchInfo.Capture(error);
            await _stop.CancelAsync();
            throw;
        }
        finally
        {
            _slots.Release();
        }
    }

    private UploadPartRequest PartRequest(PartBuffer part, int number, byte[]? md5) => new()
    {
        BucketName = requests.Name(key),
        Key = key.Key,
        UploadId = _uploadId,
        PartNumber = number,
        PartSize = part.Length,
        InputStream = part.OpenRead(),
        MD5Digest = md5 is null ? null : Convert.ToBase64String(md5),
        UseChunkEncoding = false,
    };

    private async Task<StoredObject> SendWholeAsync(CancellationToken cancellationToken)
    {
        using var part = _part;
        var stored = await store.SendAsync(
            key,
            part?.OpenRead() ?? Stream.Null,
            part is null ? ContentMd5.Of([]) : await ContentMd5.OfAsync(part.OpenRead(), cancellationToken),
            requests.Put(key, metadata),
            cancellationToken);
        _part = null;
        return stored;
    }

    private async Task<StoredObject> SendRestAsync(CancellationToken cancellationToken)
    {
        if (_part is not null)
        {
            await SendPartAsync(cancellationToken);
        }

        var sent = await SettleAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _failure?.Throw();
        var expected = SentPart.TagOf(sent);
        await FinishAsync(sent, cancellationToken);
        var info = await store.VerifyAsync(key, _length, metadata, cancellationToken);
        if (expected is not null && info.ETag is { } tag && tag.EndsWith($"-{sent.Length}", StringComparison.Ordinal) && tag != expected)
        {
            throw new StorageException(StorageErrorKind.Mismatch, $"{store.Describe(key)} is not what was stored: its ETag is {tag}, that of what was sent is {expected}; store it again");
        }

        return new StoredObject(_length, info.ETag);
    }

    private async Task FinishAsync(SentPart[] sent, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = requests.Name(key),
            Key = key.Key,
            UploadId = _uploadId,
            PartETags = [.. sent.Select(static one => new PartETag(one.Number, one.ETag))],
        };
        try
        {
            await connection.CallAsync("complete the upload to", key, (client, stop) => client.CompleteMultipartUploadAsync(request, stop), cancellationToken);
        }
        catch (StorageException gone) when (gone.Kind is StorageErrorKind.NotFound)
        {
            // Completed by a request whose answer was lost, and sent again: what the store has now decides.
        }
    }

    /// <summary>Waits until no part is under way: one that arrived after the abort would stay.</summary>
    private async Task<SentPart[]> SettleAsync()
    {
        var all = Task.WhenAll(_parts);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all.IsCompletedSuccessfully ? await all : [];
    }

    private async Task AbortAsync()
    {
        await _stop.CancelAsync();
        await SettleAsync();
        _part?.Dispose();
        _part = null;
        if (_uploadId is { } upload)
        {
            using var limit = new CancellationTokenSource(AbortWithin);
            try
            {
                await store.AbortAsync(key, upload, limit.Token);
            }
            catch (Exception error) when (error is StorageException or OperationCanceledException)
            {
                // What made the upload fail is on its way to the caller; this must not replace it.
            }
        }
    }
}
