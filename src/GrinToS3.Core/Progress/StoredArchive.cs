namespace GrinToS3.Progress;

/// <summary>What a session that derives data anew knows of a stored archive.</summary>
/// <param name="IsStored">Whether history calls the volume stored.</param>
/// <param name="Sha256">The archive's SHA-256, lower-case hex; null where none was noted, as by the Python tool.</param>
/// <param name="IsTextDue">Whether its page texts are missing, have failed or were reopened.</param>
/// <param name="IsMarcDue">Whether its MARC columns are missing, have failed or were reopened.</param>
public sealed record StoredArchive(bool IsStored, string? Sha256, bool IsTextDue, bool IsMarcDue);
