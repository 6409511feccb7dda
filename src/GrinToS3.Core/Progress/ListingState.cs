namespace GrinToS3.Progress;

/// <summary>How far a listing has come.</summary>
/// <param name="Id">Its number, for <see cref="BatchId.ForPage"/>.</param>
/// <param name="PagesApplied">Pages that are applied; the number of the next page.</param>
/// <param name="RowsApplied">Rows of those pages.</param>
/// <param name="NextAddress">
/// The address that the last applied page names; null where none is applied yet, and where the last one was the list's end.
/// </param>
/// <param name="Resumed">Whether an earlier start has applied pages already.</param>
public sealed record ListingState(long Id, int PagesApplied, long RowsApplied, string? NextAddress, bool Resumed);
