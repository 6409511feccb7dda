using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>What a page's batch says about the page, so that a later start need not fetch it again.</summary>
/// <param name="Address">Where it came from.</param>
/// <param name="MaxRows">The most rows that were to be taken.</param>
/// <param name="NextAddress">Where its Next link leads.</param>
/// <param name="WithoutBarcode">Rows that GRIN showed without a barcode.</param>
/// <param name="UnknownColumns">Columns that we do not know.</param>
internal sealed record PageNote(Uri Address, int? MaxRows, Uri? NextAddress, int WithoutBarcode, IReadOnlyList<string> UnknownColumns)
{
    internal string Write() => WorkflowJson.Write(this);

    internal bool Answers(FetchPage request) => Address == request.Address && MaxRows == request.MaxRows;

    internal FetchedPage ToFetchedPage(BatchId batch, int rows) => new(batch, Address, NextAddress, rows, WithoutBarcode, UnknownColumns);
}
