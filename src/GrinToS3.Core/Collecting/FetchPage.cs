namespace GrinToS3.Collecting;

/// <summary>Asks for one page of the inventory.</summary>
/// <param name="Run">The run.</param>
/// <param name="Listing">The listing in the ledger.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="Address">Its address.</param>
/// <param name="Predicted">Whether the address is a guess: asked once, and an error means nothing yet.</param>
/// <param name="MaxRows">The most rows to take, or null for all.</param>
public sealed record FetchPage(string Run, long Listing, int Page, Uri Address, bool Predicted, int? MaxRows);
