using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Syncing;

namespace GrinToS3.Functions.Starting;

/// <summary>The body of <c>POST /api/runs/{run}/sync</c>.</summary>
public sealed record SyncRequest
{
    private const int MostBarcodes = 100_000;

    /// <summary>Volumes by state, in this order: <c>Converted</c>, <c>Previous</c>, <c>Unconverted</c>, <c>Changed</c>.</summary>
    public IReadOnlyList<VolumeSource> Queues { get; init => field = value ?? []; } = [];

    /// <summary>Only these volumes, instead of queues.</summary>
    public IReadOnlyList<string> Barcodes { get; init => field = value ?? []; } = [];

    /// <summary>The most volumes to take, after what is not wanted is left out.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether what is stored, failed or not due is taken as well.</summary>
    public bool Force { get; init; }

    /// <summary>Whether archives are fetched; false only requests conversions.</summary>
    public bool Fetch { get; init; } = true;

    /// <summary>Whether GRIN is asked to convert what it has not converted.</summary>
    public bool Request { get; init; } = true;

    /// <summary>The most conversions to request on one day (UTC).</summary>
    public int? DailyQuota { get; init; }

    /// <summary>Minutes to keep trying while GRIN or the storage does not answer.</summary>
    public int PatienceMinutes { get; init; }

    /// <summary>The first thing that is wrong, in one line, or null.</summary>
    internal string? Examine() =>
        Queues.Count > 0 == Barcodes.Count > 0 ? "give either queues (Converted, Previous, Unconverted, Changed) or barcodes"
        : Queues.Any(static one => one is VolumeSource.Named || !Enum.IsDefined(one))
            ? "queues may have Converted, Previous, Unconverted and Changed; name volumes in barcodes"
        : Barcodes.Count > MostBarcodes ? $"barcodes has {Barcodes.Count} volumes; {MostBarcodes} is the most"
        : Barcodes.Select(static one => Grin.Barcode.TryParse(one, out _, out var problem) ? null : problem).FirstOrDefault(static one => one is not null) is { } wrong ? wrong
        : Limit is < 1 ? "limit must be at least 1"
        : DailyQuota is < 0 ? "dailyQuota must be at least 0"
        : PatienceMinutes is < 0 or > 10_000 ? "patienceMinutes must be between 0 and 10000"
        : null;

    internal SyncInput ToInput(RunName run, string? barcodesFile) => new()
    {
        Run = run.Value,
        Sources = Barcodes.Count > 0 ? [VolumeSource.Named] : Queues,
        BarcodesFile = barcodesFile,
        Limit = Limit,
        Force = Force,
        Fetch = Fetch,
        Request = Request,
        DailyQuota = DailyQuota,
        Patience = TimeSpan.FromMinutes(PatienceMinutes),
    };
}
