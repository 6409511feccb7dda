namespace GrinToS3.Collecting;

/// <summary>Asks for all that a collection has to know before it lists.</summary>
/// <param name="Run">The run.</param>
public sealed record PrepareCollect(string Run);
