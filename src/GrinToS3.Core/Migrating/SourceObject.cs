using GrinToS3.Objects;
using GrinToS3.Verifying;

namespace GrinToS3.Migrating;

/// <summary>An object of a run, and where it is to go.</summary>
/// <param name="Kind">What it is of a volume; what is of no volume counts with the manifests, whose bucket it shares.</param>
/// <param name="Barcode">The volume; null where it is of none.</param>
/// <param name="Expected">What the run's file says of it; null where it says nothing.</param>
/// <param name="Listed">What the source's listing says of it; null where it is not there.</param>
/// <param name="Key">Where it is.</param>
/// <param name="Target">Where it is to go.</param>
internal sealed record SourceObject(StoredKind Kind, string? Barcode, ExpectedObject? Expected, ListedObject? Listed, ObjectKey Key, ObjectKey Target)
{
    /// <summary>What it is now: once it is stored again, or the file says something else of it, this is another text.</summary>
    internal string Mark => $"{Listed?.Size}:{Listed?.LastModified.UtcTicks}:{Listed?.ETag}:{Expected?.Row.Sha256}";
}
