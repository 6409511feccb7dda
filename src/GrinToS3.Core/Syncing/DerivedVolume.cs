namespace GrinToS3.Syncing;

/// <summary>What was derived from a stored archive.</summary>
/// <param name="ETag">GRIN's version of the archive; null where it is not known.</param>
/// <param name="Text">The page texts; null where there are none, or they were not wanted.</param>
/// <param name="Manifest">The manifest, where it had to be completed; else null.</param>
/// <param name="WantsText">Whether page texts were wanted.</param>
/// <param name="WantsMarc">Whether MARC columns were wanted.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record DerivedVolume(string? ETag, Placed? Text, Placed? Manifest, bool WantsText, bool WantsMarc, TimeSpan Elapsed);
