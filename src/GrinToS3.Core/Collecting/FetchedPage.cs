using GrinToS3.Progress;

namespace GrinToS3.Collecting;

/// <summary>One page, parsed and left in the inbox as a batch.</summary>
/// <param name="Batch">The batch's id.</param>
/// <param name="Address">The page's address.</param>
/// <param name="NextAddress">Where its Next link leads; null on the last page.</param>
/// <param name="Rows">Rows in the batch.</param>
/// <param name="WithoutBarcode">Rows that GRIN showed without a barcode.</param>
/// <param name="UnknownColumns">Columns that we do not know.</param>
public sealed record FetchedPage(
    BatchId Batch,
    Uri Address,
    Uri? NextAddress,
    int Rows,
    int WithoutBarcode,
    IReadOnlyList<string> UnknownColumns);
