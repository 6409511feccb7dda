namespace GrinToS3.Reprocessing;

/// <summary>Asks for all that a reprocessing has to know before it begins.</summary>
/// <param name="Run">The run.</param>
public sealed record PrepareReprocess(string Run);
