namespace GrinToS3.Reporting;

/// <summary>Something to do.</summary>
/// <param name="Why">Why, in one line.</param>
/// <param name="Command">The arguments of <c>grin</c>, without the run's name.</param>
public sealed record NextCommand(string Why, string Command);
