using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Verifying;

/// <summary>Compares one stored object with what the run's file says of it. What concerns all objects, such as a store that does not answer, it throws.</summary>
/// <param name="store">The store.</param>
/// <param name="level">How closely.</param>
internal sealed class ObjectJudge(IObjectStore store, VerifyLevel level)
{
    private readonly ObjectReading _reading = new(store);

    /// <summary>Judges.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="listed">What a listing says of it; null to ask the store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal ValueTask<Judgement> RunAsync(ExpectedObject expected, ListedObject? listed, CancellationToken cancellationToken)
    {
        // The one case of a million that must cost nothing.
        return listed is not null && expected.Row.Size == listed.Size && level is VerifyLevel.Size ? ValueTask.FromResult(Judgement.Sound)
            : new ValueTask<Judgement>(CompareAsync(expected, listed, cancellationToken));
    }

    private async Task<Judgement> CompareAsync(ExpectedObject expected, ListedObject? listed, CancellationToken cancellationToken)
    {
        var row = expected.Row;
        var needsMetadata = row.Size is null && level >= VerifyLevel.Checksum && store.Features.HasFlag(StorageFeatures.Metadata);
        var info = listed is null || needsMetadata
            ? await store.HeadAsync(expected.Key, cancellationToken)
            : new ObjectInfo(listed.Size, listed.ETag, listed.LastModified, new Dictionary<string, string>());
        if (info is null)
        {
            return new Judgement(ObjectFault.Missing, "it is not there");
        }

        if (row.Size is not { } size)
        {
            return Claimed(row, info);
        }

        if (info.Size != size)
        {
            return new Judgement(ObjectFault.WrongSize, $"it has {info.Size} bytes, {size} were stored", info.LastModified);
        }

        bool? isSameTag = row.ETag is null || info.ETag is null ? null : string.Equals(row.ETag, info.ETag, StringComparison.OrdinalIgnoreCase);
        return level is VerifyLevel.Full || (level is VerifyLevel.Checksum && isSameTag is false)
            ? await _reading.CompareAsync(expected, info, isSameTag, cancellationToken)
            : level is VerifyLevel.Checksum && isSameTag is null ? Judgement.SizeOnly
            : Judgement.Sound;
    }

    /// <summary>An archive of the Python tool, which notes neither its size nor its digest.</summary>
    private static Judgement Claimed(StoredRow row, ObjectInfo info)
    {
        var version = info.Metadata.GetValueOrDefault(ObjectMetadata.EncryptedETag);
        return info.Size == 0 ? new Judgement(ObjectFault.WrongSize, "it is empty", info.LastModified)
            : info.Metadata.GetValueOrDefault("barcode") is { } barcode && barcode != row.Barcode
                ? new Judgement(ObjectFault.Altered, $"its metadata says that it is the volume {barcode}", info.LastModified)
            : version is not null && row.SourceETag is not null && version != row.SourceETag.Trim('"')
                ? new Judgement(ObjectFault.Altered, $"its metadata says that it is GRIN's version {version}, the run's file says {row.SourceETag}", info.LastModified)
            : Judgement.NotVerifiable;
    }
}
