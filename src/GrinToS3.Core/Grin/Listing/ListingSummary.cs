namespace GrinToS3.Grin.Listing;

/// <summary>What a complete page of a listing held.</summary>
/// <param name="Rows">How many rows went to the sink.</param>
/// <param name="RowsWithoutBarcode">How many rows were dropped because they name no volume.</param>
/// <param name="NextLink">The address of the next page as the page gives it, for <see cref="GrinAddress.Resolve"/>; null on the last page.</param>
public sealed record ListingSummary(long Rows, long RowsWithoutBarcode, string? NextLink);
