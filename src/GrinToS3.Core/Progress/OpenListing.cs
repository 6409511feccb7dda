namespace GrinToS3.Progress;

/// <summary>Asks for a listing to work on: an unfinished one that was begun the same way, or a new one.</summary>
/// <param name="List">The list's name, a part of a <see cref="BatchId"/>.</param>
/// <param name="Mode">What its rows do to known volumes.</param>
/// <param name="PageSize">Rows of a full page.</param>
/// <param name="Limit">The most rows to list, or null for all.</param>
/// <param name="ResumeWithin">How old an unfinished listing may be; an older one would mix two states of the list.</param>
public sealed record OpenListing(string List, ApplyMode Mode, int PageSize, int? Limit, TimeSpan ResumeWithin);
