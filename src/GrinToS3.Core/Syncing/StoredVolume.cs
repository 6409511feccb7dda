using GrinToS3.Archives;

namespace GrinToS3.Syncing;

/// <summary>A volume that is in storage, verified.</summary>
/// <param name="ETag">GRIN's version of its archive.</param>
/// <param name="Contents">What the archive holds.</param>
/// <param name="Archive">The archive.</param>
/// <param name="Text">Its page texts; null where there are none, or they were not wanted.</param>
/// <param name="Manifest">What was verified.</param>
/// <param name="WantsText">Whether page texts were wanted.</param>
/// <param name="WantsMarc">Whether MARC columns were wanted.</param>
/// <param name="Elapsed">How long the pass took.</param>
internal sealed record StoredVolume(
    string ETag, ArchiveContents Contents, Placed Archive, Placed? Text, Placed Manifest, bool WantsText, bool WantsMarc, TimeSpan Elapsed);
