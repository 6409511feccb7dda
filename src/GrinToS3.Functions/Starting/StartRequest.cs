using GrinToS3.Collecting;
using GrinToS3.Functions.Settings;
using GrinToS3.Runs;

namespace GrinToS3.Functions.Starting;

/// <summary>The body of <c>POST /api/runs</c>. What it names is saved when the run is new, and must equal what is saved when it is not.</summary>
public sealed record StartRequest
{
    /// <summary>The run's name: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string? Run { get; init; }

    /// <summary>The library's directory in GRIN, such as <c>Harvard</c>.</summary>
    public string? LibraryDirectory { get; init; }

    /// <summary>Where the run stores what it brings home.</summary>
    public StartStorage? Storage { get; init; }

    /// <summary>Where GRIN is, and how hard it may be asked.</summary>
    public StartGrin? Grin { get; init; }

    /// <summary>The most volumes to take; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether known volumes take GRIN's new values; a blank never overwrites one.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether an unfinished listing is given up and the inventory listed from its start.</summary>
    public bool Restart { get; init; }

    /// <summary>Minutes to keep trying while GRIN does not answer.</summary>
    public int PatienceMinutes { get; init; }

    /// <summary>The first thing that is wrong besides the run's name and settings, in one line, or null.</summary>
    internal string? Examine() =>
        Limit is < 1 ? "limit must be at least 1"
        : PatienceMinutes is < 0 or > 10_000 ? "patienceMinutes must be between 0 and 10000"
        : null;

    internal void AddTo(RunConfigDraft draft)
    {
        draft.SetIfAny("library_directory", LibraryDirectory);
        Storage?.AddTo(draft);
        Grin?.AddTo(draft);
    }

    internal CollectInput ToInput(RunName run) => new()
    {
        Run = run.Value,
        Limit = Limit,
        Refresh = Refresh,
        Restart = Restart,
        Patience = TimeSpan.FromMinutes(PatienceMinutes),
    };
}
