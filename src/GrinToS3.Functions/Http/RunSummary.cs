namespace GrinToS3.Functions.Http;

/// <summary>One run of <c>GET /api/runs</c>.</summary>
/// <param name="Run">Its name.</param>
/// <param name="RuntimeStatus">The status of its orchestration; <c>NotStarted</c> where it was never started here.</param>
/// <param name="LastUpdatedAt">When that last moved, UTC.</param>
public sealed record RunSummary(string Run, string RuntimeStatus, DateTimeOffset? LastUpdatedAt);
