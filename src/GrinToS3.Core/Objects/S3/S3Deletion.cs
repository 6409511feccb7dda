using Amazon.S3;
using Amazon.S3.Model;

namespace GrinToS3.Objects.S3;

/// <summary>Deletes many objects: a thousand a request, and one by one, several at once, on servers that have no such request.</summary>
internal sealed class S3Deletion(S3ObjectStore store, S3Connection connection, S3Settings settings)
{
    private const int MostKeys = 1000;
    private const int AtOnce = 16;

    internal async Task RunAsync(IReadOnlyList<ObjectKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var some in keys.Chunk(MostKeys))
        {
            if (!await TryTogetherAsync(some, cancellationToken))
            {
                await Parallel.ForEachAsync(
                    some,
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (key, stop) => await store.DeleteAsync(key, stop));
            }
        }
    }

    /// <returns>False where the server does not have this request, or wants it another way.</returns>
    private async Task<bool> TryTogetherAsync(ObjectKey[] keys, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = settings.Buckets[keys[0].Bucket],
            Objects = [.. keys.Select(static key => new KeyVersion { Key = key.Key })],
            Quiet = true,
        };
        try
        {
            await connection.CallAsync("delete from", new ObjectKey(keys[0].Bucket, ""), (client, stop) => client.DeleteObjectsAsync(request, stop), cancellationToken);
            return true;
        }
        catch (StorageException refused) when (refused.InnerException is DeleteObjectsException some)
        {
            var first = some.Response.DeleteErrors[0];
            throw new StorageException(
                first.Code is "AccessDenied" ? StorageErrorKind.AccessDenied : StorageErrorKind.ServerFault,
                $"can't delete {store.Describe(new ObjectKey(keys[0].Bucket, first.Key))}: {first.Code} {first.Message} ({some.Response.DeleteErrors.Count} of {keys.Length} objects)",
                some);
        }
        catch (StorageException refused) when (refused.Kind is StorageErrorKind.Rejected || refused.InnerException is AmazonS3Exception { ErrorCode: "NotImplemented" })
        {
            return false;
        }
    }
}
