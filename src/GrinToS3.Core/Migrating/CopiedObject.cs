namespace GrinToS3.Migrating;

/// <summary>What was noted of an object that is at the target.</summary>
/// <param name="Mark">What its original was when it was copied; another mark means another original.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="ETag">The target's tag of it; null where the target has none.</param>
internal sealed record CopiedObject(string Mark, long Size, string? ETag);
