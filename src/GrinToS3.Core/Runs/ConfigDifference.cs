namespace GrinToS3.Runs;

/// <summary>One setting that a start was given otherwise than the run has it.</summary>
/// <param name="Key">Its place in <c>run_config.json</c>, with dots.</param>
/// <param name="Saved">The run's value, as JSON.</param>
/// <param name="Given">The start's value, as JSON.</param>
public sealed record ConfigDifference(string Key, string Saved, string Given);
