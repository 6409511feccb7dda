using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Verifying;

/// <summary>Where the objects of each kind are, and whose they are.</summary>
internal static class StoredKinds
{
    /// <summary>The kind as the table <c>artifacts</c> has it.</summary>
    internal static string Name(this StoredKind kind) => kind.ToString().ToLowerInvariant();

    internal static Bucket BucketOf(this StoredKind kind) => kind switch
    {
        StoredKind.Archive => Bucket.Raw,
        StoredKind.Text => Bucket.Full,
        _ => Bucket.Meta,
    };

    internal static string Prefix(this StoredKind kind, ObjectLayout layout) => kind switch
    {
        StoredKind.Archive => layout.ArchivePrefix,
        StoredKind.Text => layout.Prefix,
        _ => layout.ManifestPrefix,
    };

    /// <summary>Whose object of this kind a key names; null where it names none.</summary>
    internal static Barcode? VolumeOf(this StoredKind kind, ObjectLayout layout, ObjectKey key) => kind switch
    {
        StoredKind.Archive => layout.ArchiveOf(key),
        StoredKind.Text => layout.PageTextsOf(key),
        _ => layout.ManifestOf(key),
    };

    /// <summary>What a row speaks of; null where its barcode is none, and no key can be built.</summary>
    internal static ExpectedObject? Expect(this StoredKind kind, ObjectLayout layout, StoredRow row) =>
        !Barcode.TryParse(row.Barcode, out var barcode, out _) ? null : new ExpectedObject(
            kind,
            kind switch
            {
                StoredKind.Archive => layout.Archive(barcode),
                // How it was stored, not how the configuration would store it today.
                StoredKind.Text => layout.PageTexts(barcode, row.Place.EndsWith(".gz", StringComparison.Ordinal)),
                _ => layout.Manifest(barcode),
            },
            row);
}
