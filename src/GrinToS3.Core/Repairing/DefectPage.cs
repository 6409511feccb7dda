namespace GrinToS3.Repairing;

/// <summary>Some of the defects of a kind, in the order of their barcodes.</summary>
/// <param name="Defects">The defects.</param>
/// <param name="Last">The barcode up to which all were looked at; null where that is all.</param>
internal sealed record DefectPage(IReadOnlyList<Defect> Defects, string? Last);
