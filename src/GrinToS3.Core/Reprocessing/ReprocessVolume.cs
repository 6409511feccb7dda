using GrinToS3.Progress;

namespace GrinToS3.Reprocessing;

/// <summary>Asks for page texts and MARC columns of one stored volume to be derived anew.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">The session.</param>
/// <param name="Volume">The volume.</param>
/// <param name="WithText">Whether page texts are wanted.</param>
/// <param name="WithMarc">Whether MARC columns are wanted.</param>
/// <param name="OnlyDue">Whether what is not due is left as it is.</param>
public sealed record ReprocessVolume(string Run, long Session, SessionVolume Volume, bool WithText, bool WithMarc, bool OnlyDue);
