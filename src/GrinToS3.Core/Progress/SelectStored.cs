namespace GrinToS3.Progress;

/// <summary>Asks for a session's volumes to be chosen among those that are stored.</summary>
/// <param name="Session">The session.</param>
/// <param name="Source">Which.</param>
/// <param name="WithText">Whether page texts are to be derived.</param>
/// <param name="WithMarc">Whether MARC columns are to be derived.</param>
/// <param name="Limit">The most volumes; null for all.</param>
public sealed record SelectStored(long Session, StoredSource Source, bool WithText, bool WithMarc, int? Limit);
