namespace GrinToS3.Progress;

/// <summary>Asks for the next volumes to enrich, cut into the shares of single requests.</summary>
/// <param name="After">The position of the last volume that was given; 0 for the first.</param>
/// <param name="Room">The characters that a share may have, one between two barcodes included.</param>
/// <param name="Pages">The most shares to give.</param>
/// <param name="Volumes">The most volumes to give; null for as many as fit.</param>
/// <param name="Requested">Whether those that were requested and are not stored are given, the oldest request first; else those that are not enriched and due.</param>
public sealed record NextToEnrich(long After, int Room, int Pages, long? Volumes, bool Requested = false);
