namespace GrinToS3.Simulator.Listing;

/// <summary>The addresses of the pages around a page.</summary>
/// <param name="Previous">The page before; null on the first.</param>
/// <param name="Next">The page after, should there be one.</param>
internal sealed record ListingLinks(string? Previous, string Next);
