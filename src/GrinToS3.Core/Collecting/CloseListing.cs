using GrinToS3.Progress;

namespace GrinToS3.Collecting;

/// <summary>Asks for a listing to be ended.</summary>
/// <param name="Listing">The listing in the ledger.</param>
/// <param name="End">How it ended.</param>
public sealed record CloseListing(long Listing, ListingEnd End);
