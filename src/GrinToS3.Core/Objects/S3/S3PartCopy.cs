using Amazon.S3.Model;

namespace GrinToS3.Objects.S3;

/// <summary>Copies an object that is too large for one request, part by part inside the store.</summary>
internal sealed class S3PartCopy(S3ObjectStore store, S3Connection connection, S3Requests requests)
{
    private const int PartsAtOnce = 4;
    private static readonly TimeSpan AbortWithin = TimeSpan.FromSeconds(30);

    internal async Task<StoredObject> RunAsync(ObjectKey source, ObjectKey target, ObjectInfo info, CancellationToken cancellationToken)
    {
        var begun = await connection.CallAsync(
            "begin a copy to", target, (client, stop) => client.InitiateMultipartUploadAsync(requests.Begin(target, info.Metadata), stop), cancellationToken);
        try
        {
            var parts = await CopyPartsAsync(source, target, info, begun.UploadId, cancellationToken);
            await connection.CallAsync(
                "complete the copy to",
                target,
                (client, stop) => client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest { BucketName = requests.Name(target), Key = target.Key, UploadId = begun.UploadId, PartETags = [.. parts] },
                    stop),
                cancellationToken);
        }
        catch
        {
            using var limit = new CancellationTokenSource(AbortWithin);
            try
            {
                await store.AbortAsync(target, begun.UploadId, limit.Token);
            }
            catch (Exception error) when (error is StorageException or OperationCanceledException)
            {
                // What made the copy fail is on its way to the caller; this must not replace it.
            }

            throw;
        }

        var copied = await store.VerifyAsync(target, info.Size, info.Metadata, cancellationToken);
        return new StoredObject(copied.Size, copied.ETag);
    }

    private async Task<PartETag[]> CopyPartsAsync(ObjectKey source, ObjectKey target, ObjectInfo info, string upload, CancellationToken cancellationToken)
    {
        var size = connection.Settings.LargestCopy;
        var parts = new PartETag[(info.Size + size - 1) / size];
        await Parallel.ForAsync(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellationToken }, async (n, stop) =>
        {
            var first = n * size;
            var answer = await connection.CallAsync(
                $"copy part {n + 1} to",
                target,
                (client, token) => client.CopyPartAsync(
                    new CopyPartRequest
                    {
                        SourceBucket = requests.Name(source),
                        SourceKey = source.Key,
                        DestinationBucket = requests.Name(target),
                        DestinationKey = target.Key,
                        UploadId = upload,
                        PartNumber = n + 1,
                        FirstByte = first,
                        LastByte = Math.Min(first + size, info.Size) - 1,
                        ETagToMatch = info.ETag is { } tag ? [tag] : null,
                    },
                    token),
                stop);
            parts[n] = new PartETag(n + 1, answer.ETag);
        });
        return parts;
    }
}
