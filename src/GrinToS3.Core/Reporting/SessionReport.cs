namespace GrinToS3.Reporting;

/// <summary>A session of a workflow.</summary>
/// <param name="Workflow">Which workflow.</param>
/// <param name="StartedAt">When it began, as a tool timestamp.</param>
/// <param name="FinishedAt">When it ended; null while it has not.</param>
/// <param name="Ended">How: <c>complete</c>, <c>stopped</c>, <c>abandoned</c>, or why it failed; null while it has not.</param>
public sealed record SessionReport(string Workflow, string StartedAt, string? FinishedAt, string? Ended);
