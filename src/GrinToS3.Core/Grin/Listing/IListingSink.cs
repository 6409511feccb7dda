namespace GrinToS3.Grin.Listing;

/// <summary>
/// Takes what <see cref="ListingParser"/> reads, while it reads. Rows count only once the parser said that the page is
/// complete: keep them apart until then, and drop them when it says otherwise.
/// </summary>
public interface IListingSink
{
    /// <summary>The heading row was read. Called once, before any row.</summary>
    /// <param name="columns">The columns.</param>
    void OnHeading(ListingColumns columns);

    /// <summary>A row with a barcode was read.</summary>
    /// <param name="row">The row; its values hold only during the call.</param>
    void OnRow(in ListingRow row);
}
