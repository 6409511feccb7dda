namespace GrinToS3.Adopting;

/// <summary>What a run's storage holds.</summary>
/// <param name="Archives">Archives of the run's volumes.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Texts">Page texts of the run's volumes.</param>
/// <param name="Others">Objects beside them that are none of the run's, such as other runs' in local storage.</param>
/// <param name="Found">Volumes that storage has and that history did not call stored.</param>
/// <param name="Missing">Volumes that history called stored and that storage lacks.</param>
/// <param name="Elsewhere">Volumes that are stored in another bucket, which was not looked at.</param>
public sealed record StorageSeen(long Archives, long Bytes, long Texts, long Others, long Found, long Missing, long Elsewhere);
