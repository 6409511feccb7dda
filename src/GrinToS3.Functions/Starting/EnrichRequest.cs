using GrinToS3.Enriching;
using GrinToS3.Runs;

namespace GrinToS3.Functions.Starting;

/// <summary>The body of <c>POST /api/runs/{run}/enrich</c>; <c>{}</c> enriches all volumes that are due.</summary>
public sealed record EnrichRequest
{
    /// <summary>The most volumes to ask for, the oldest first.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether what enriching brought before is forgotten first, so that all volumes are asked for again.</summary>
    public bool Reset { get; init; }

    /// <summary>Whether volumes are asked for whose conversion was requested and that are not stored, enriched or not: a poll of their states.</summary>
    public bool Requested { get; init; }

    /// <summary>Minutes to keep trying while GRIN does not answer.</summary>
    public int PatienceMinutes { get; init; }

    /// <summary>The first thing that is wrong, in one line, or null.</summary>
    internal string? Examine() =>
        Limit is < 1 ? "limit must be at least 1"
        : Reset && Requested ? "reset forgets all volumes, requested asks for some; give one of them"
        : PatienceMinutes is < 0 or > 10_000 ? "patienceMinutes must be between 0 and 10000"
        : null;

    internal EnrichInput ToInput(RunName run) => new()
    {
        Run = run.Value,
        Limit = Limit,
        Reset = Reset,
        Requested = Requested,
        Patience = TimeSpan.FromMinutes(PatienceMinutes),
    };
}
