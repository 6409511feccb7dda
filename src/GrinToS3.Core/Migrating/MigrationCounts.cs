namespace GrinToS3.Migrating;

/// <summary>What one start of a move has done so far.</summary>
/// <param name="Objects">Objects that were looked at.</param>
/// <param name="Copied">Of them, those that were copied.</param>
/// <param name="There">Of them, those that were at the target already.</param>
/// <param name="Damaged">Of them, those that are missing or damaged at the source; they were not copied.</param>
/// <param name="NotVerifiable">Of those that were copied, the ones of which no digest was noted that their content could be compared with.</param>
/// <param name="BytesCopied">Bytes that were copied.</param>
public sealed record MigrationCounts(long Objects = 0, long Copied = 0, long There = 0, long Damaged = 0, long NotVerifiable = 0, long BytesCopied = 0);
