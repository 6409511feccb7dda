namespace GrinToS3.Verifying;

/// <summary>An object that is not as it should be.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Kind">What the object is.</param>
/// <param name="Barcode">The volume; null where the object belongs to none.</param>
/// <param name="Place">Where it is or should be, as a person would look for it.</param>
/// <param name="Says">What is wrong, in one line.</param>
public sealed record ObjectFinding(ObjectFault Fault, StoredKind Kind, string? Barcode, string Place, string Says)
{
    /// <summary>Whether fetching the volume again mends it.</summary>
    public bool IsDamage => Fault is not ObjectFault.Unknown;
}
