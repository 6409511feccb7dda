using System.Security.Cryptography;
using GrinToS3.Objects;
using GrinToS3.Objects.S3;

namespace GrinToS3.Verifying;

/// <summary>Reads an object to its end and compares its digest.</summary>
/// <param name="store">The store.</param>
internal sealed class ObjectReading(IObjectStore store)
{
    private const int Md5Digits = 32;
    private const int Attempts = 3;

    /// <summary>Compares.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="info">What the store says of it.</param>
    /// <param name="isSameTag">Whether the store's tag is the one that was noted; null where it can't be compared.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<Judgement> CompareAsync(ExpectedObject expected, ObjectInfo info, bool? isSameTag, CancellationToken cancellationToken)
    {
        var row = expected.Row;
        var hasMd5 = row.ETag is { Length: Md5Digits } tag && tag.All(char.IsAsciiHexDigit);
        var (digest, problem) = await DigestAsync(expected.Key, row.Sha256 is null, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        // An object that was stored before digests were noted: its tag is the MD5 of its content, unless the store encrypts with a key of the account.
        return row.Sha256 is not null ? Same("SHA-256", digest!, row.Sha256, info)
            : isSameTag is true && !(hasMd5 && string.Equals(digest, row.ETag, StringComparison.OrdinalIgnoreCase)) ? Judgement.NotVerifiable with { BytesRead = info.Size }
            : hasMd5 ? Same("MD5", digest!, row.ETag!, info)
            : isSameTag is null ? Judgement.NotVerifiable with { BytesRead = info.Size }
            : new Judgement(ObjectFault.Altered, $"its tag is {info.ETag}, it was stored as {row.ETag}", info.LastModified, info.Size);
    }

    private static Judgement Same(string name, string digest, string stored, ObjectInfo info) =>
        string.Equals(digest, stored, StringComparison.OrdinalIgnoreCase)
            ? Judgement.Sound with { BytesRead = info.Size }
            : new Judgement(ObjectFault.Altered, $"its {name} is {digest}, that of what was stored is {stored.ToLowerInvariant()}", info.LastModified, info.Size);

    private async Task<(string? Digest, Judgement? Problem)> DigestAsync(ObjectKey key, bool asMd5, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var content = await store.ReadAsync(key, range: null, cancellationToken);
                if (content is null)
                {
                    return (null, new Judgement(ObjectFault.Missing, "it is not there"));
                }

                var digest = asMd5
                    ? await ContentMd5.OfAsync(content.Body, cancellationToken)
                    : await SHA256.HashDataAsync(content.Body, cancellationToken);
                return (Convert.ToHexStringLower(digest), null);
            }
            catch (Exception error) when (IsOfThisObject(error))
            {
                if (attempt < Attempts)
                {
                    continue;
                }

                // Where the store still answers, it is the object and not the store.
                var info = await store.HeadAsync(key, cancellationToken);
                return (null, new Judgement(ObjectFault.Unreadable, $"it can't be read: {error.Message.ReplaceLineEndings(" ")}", info?.LastModified));
            }
        }
    }

    // An archived storage class, a key that is gone, a damaged sector, a connection that breaks at the same place each time.
    internal static bool IsOfThisObject(Exception error) => error is IOException or UnauthorizedAccessException
        or StorageException { Kind: StorageErrorKind.AccessDenied or StorageErrorKind.Rejected or StorageErrorKind.ServerFault };
}
