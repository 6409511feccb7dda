namespace GrinToS3.Explaining;

/// <summary>A volume on one of GRIN's lists, as they were read last.</summary>
/// <param name="List">The list: <c>_converted</c>, <c>_in_process</c> or <c>_failed</c>.</param>
/// <param name="Stem">The name of its archive on that list, without the ending; mostly the barcode.</param>
/// <param name="Date">The list's date of it; null where it has none.</param>
/// <param name="Details">What else the list says, as JSON.</param>
/// <param name="ReadAt">When the list was read.</param>
public sealed record VolumeOnList(string List, string Stem, string? Date, string? Details, string ReadAt);
