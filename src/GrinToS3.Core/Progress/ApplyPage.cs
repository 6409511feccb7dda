namespace GrinToS3.Progress;

/// <summary>Asks for a page of a listing to be applied; its rows wait in the inbox.</summary>
/// <param name="Listing">The listing's number.</param>
/// <param name="Page">The page, from 0; pages are applied in order.</param>
/// <param name="Batch">The batch with the rows.</param>
/// <param name="Address">Where the page was fetched from.</param>
/// <param name="NextAddress">The address that the page names as the next, or null at the list's end.</param>
/// <param name="Rows">Rows in the batch.</param>
/// <param name="Dropped">Rows of the page that are no volume and so not in the batch.</param>
public sealed record ApplyPage(long Listing, int Page, BatchId Batch, string Address, string? NextAddress, int Rows, int Dropped);
