namespace GrinToS3.Progress;

/// <summary>The latest listing of a run, for people.</summary>
/// <param name="List">The list's name.</param>
/// <param name="StartedAt">When it began, as a tool timestamp.</param>
/// <param name="FinishedAt">When it ended; null while it has not.</param>
/// <param name="Ended">How it ended: <c>complete</c>, <c>limit</c> or <c>abandoned</c>; null while it has not.</param>
/// <param name="Pages">Pages applied.</param>
/// <param name="Rows">Rows applied.</param>
public sealed record ListingReport(string List, string StartedAt, string? FinishedAt, string? Ended, int Pages, long Rows);
