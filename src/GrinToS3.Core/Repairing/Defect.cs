namespace GrinToS3.Repairing;

/// <summary>A finding with what mending needs of it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Notes">What the event that records it says beside reason and detail: values that mending takes away.</param>
internal sealed record Defect(RepairFinding Finding, params (string Name, object? Value)[] Notes)
{
    internal string Barcode => Finding.Barcode;

    /// <summary>A value of the notes; null where it is missing or empty.</summary>
    internal string? this[string name] => Notes.FirstOrDefault(note => note.Name == name).Value is string { Length: > 0 } text ? text : null;
}
