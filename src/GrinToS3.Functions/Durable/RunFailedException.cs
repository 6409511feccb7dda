using GrinToS3.Workflows;

namespace GrinToS3.Functions.Durable;

/// <summary>Ends an orchestration as Failed, with the run's own reason: that is where operators and alerts look.</summary>
/// <param name="error">Why the run could not finish.</param>
public sealed class RunFailedException(RunError error) : Exception($"{error.Code}: {error.Message}");
