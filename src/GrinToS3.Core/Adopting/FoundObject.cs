using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Repairing;

namespace GrinToS3.Adopting;

/// <summary>An object of a volume in storage.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Kind">What it is: <c>archive</c> or <c>text</c>.</param>
/// <param name="Place">Where, as <c>books.storage_path</c> has it.</param>
/// <param name="Listed">What the listing says.</param>
internal sealed record FoundObject(Barcode Barcode, string Kind, string Place, ListedObject Listed)
{
    /// <summary>GRIN's version that it comes from; null where nobody knows.</summary>
    internal string? SourceETag { get; init; }

    /// <summary>What the file says of the volume.</summary>
    internal VolumeClaim Claim { get; init; } = new(false, false, null, null, false);

    /// <summary>What is said of it where it makes its volume a stored one.</summary>
    internal RepairFinding Finding => new(Barcode.Value, RepairReason.FoundInStorage, $"{Place} is stored ({Listed.Size} bytes), which history did not say");

    /// <summary>Whether it makes its volume a stored one, which history does not say.</summary>
    internal bool Reconciles { get; init; }
}
