namespace GrinToS3.Grin.Listing;

/// <summary>
/// The first thing on a page that cannot be read with certainty. A preservation tool stops there: the HTML standard's
/// way out of such markup moves content about, and a page that GRIN makes has none of it.
/// </summary>
internal sealed class PageProblem
{
    /// <summary>What was found; null where the page is regular so far.</summary>
    public string? What { get; private set; }

    public bool IsIrregular => What is not null;

    /// <summary>Notes a problem; the first one stays.</summary>
    public void Irregular(string what) => What ??= what;
}
