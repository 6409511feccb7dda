namespace GrinToS3.Backups;

/// <summary>A copy that was made, and what went for it.</summary>
/// <param name="File">The copy.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Books">How many volumes it holds.</param>
/// <param name="Deleted">Older copies that were deleted.</param>
public sealed record BackupTaken(string File, long Bytes, long Books, IReadOnlyList<string> Deleted);
