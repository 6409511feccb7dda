namespace GrinToS3.Progress;

/// <summary>Asks for the next volumes that are not enriched yet, cut into the shares of single requests.</summary>
/// <param name="After">The position of the last volume that was given; 0 for the first.</param>
/// <param name="Room">The characters that a share may have, one between two barcodes included.</param>
/// <param name="Pages">The most shares to give.</param>
/// <param name="Volumes">The most volumes to give; null for as many as fit.</param>
public sealed record NextToEnrich(long After, int Room, int Pages, long? Volumes);
