namespace GrinToS3.Archives.Pages;

/// <summary>What the page texts of a volume came to.</summary>
/// <param name="Pages">Lines of the JSONL: the highest page's number, gaps included.</param>
/// <param name="NonEmptyPages">Pages with a character that is no white space.</param>
/// <param name="Characters">Characters (code points) of all pages.</param>
/// <param name="JsonlBytes">Bytes of the JSONL before any compression.</param>
/// <param name="Ignored">Texts whose names are no page's, or whose page was there already; the first one in the archive counts.</param>
public sealed record PageTextSummary(int Pages, int NonEmptyPages, long Characters, long JsonlBytes, int Ignored);
