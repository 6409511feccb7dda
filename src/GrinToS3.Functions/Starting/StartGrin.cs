using GrinToS3.Functions.Settings;
using GrinToS3.Runs;

namespace GrinToS3.Functions.Starting;

/// <summary>The part <c>grin</c> of a start.</summary>
public sealed record StartGrin
{
    /// <summary>Another GRIN than Google's.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Requests a second, for all kinds together; 0 lifts the limit.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests at once.</summary>
    public int? ConcurrentRequests { get; init; }

    /// <summary>Volumes on a page of the inventory.</summary>
    public int? PageSize { get; init; }

    internal void AddTo(RunConfigDraft draft)
    {
        draft.SetIfAny("grin.base_url", BaseUrl);
        draft.SetIfAny("grin.requests_per_second", RequestsPerSecond);
        draft.SetIfAny("grin.concurrent_requests", ConcurrentRequests);
        draft.SetIfAny("grin.page_size", PageSize);
    }
}
