namespace GrinToS3.Progress;

/// <summary>One volume of a session.</summary>
/// <param name="Position">Its place in the session's order, from 1.</param>
/// <param name="Barcode">The volume.</param>
/// <param name="Stem">How GRIN names its archive's file, without the ending; the barcode where no list says.</param>
/// <param name="StoredETag">The ETag of the archive that is stored, verified; null where none is.</param>
/// <param name="ClaimedETag">The ETag that <c>books</c> has; the Python tool writes it before anything is stored, so it is to be checked.</param>
/// <param name="IsRecorded">Whether history calls it stored; what a repair reopened is not.</param>
/// <param name="Archive">What is known of its stored archive, in a session that reads it; null in others.</param>
public sealed record SessionVolume(int Position, string Barcode, string Stem, string? StoredETag, string? ClaimedETag, bool IsRecorded = true, StoredArchive? Archive = null);
