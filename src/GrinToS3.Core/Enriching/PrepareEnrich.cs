namespace GrinToS3.Enriching;

/// <summary>Asks for all that enriching has to know before it begins.</summary>
/// <param name="Run">The run.</param>
public sealed record PrepareEnrich(string Run);
