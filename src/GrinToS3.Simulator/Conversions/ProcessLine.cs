namespace GrinToS3.Simulator.Conversions;

/// <summary>One line of the answer of <c>_process</c>.</summary>
/// <param name="Barcode">The volume, as it was asked for.</param>
/// <param name="Status">What GRIN says.</param>
internal readonly record struct ProcessLine(string Barcode, string Status);
