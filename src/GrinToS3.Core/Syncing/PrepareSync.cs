namespace GrinToS3.Syncing;

/// <summary>Asks for all that a sync has to know before it begins.</summary>
/// <param name="Run">The run.</param>
/// <param name="Fetch">Whether archives are to be fetched: then they must be readable, and storage writable.</param>
public sealed record PrepareSync(string Run, bool Fetch);
