using GrinToS3.Runs;

namespace GrinToS3.Functions.Settings;

/// <summary>The app's settings <c>Grin__*</c>: what a new run has where its start says nothing else. A run that exists keeps its own.</summary>
public sealed class GrinSettings
{
    /// <summary>The section.</summary>
    public const string Section = "Grin";

    /// <summary>The library's directory in GRIN, such as <c>Harvard</c>.</summary>
    public string? LibraryDirectory { get; set; }

    /// <summary>Another GRIN than Google's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Requests a second, for all kinds together; 0 lifts the limit.</summary>
    public double? RequestsPerSecond { get; set; }

    /// <summary>Requests at once.</summary>
    public int? ConcurrentRequests { get; set; }

    /// <summary>Volumes on a page of the inventory.</summary>
    public int? PageSize { get; set; }

    /// <summary>Puts the settings into a start as a new run's defaults.</summary>
    /// <param name="draft">The start.</param>
    internal void AddTo(RunConfigDraft draft)
    {
        draft.SetDefaultIfAny("library_directory", LibraryDirectory);
        draft.SetDefaultIfAny("grin.base_url", BaseUrl);
        draft.SetDefaultIfAny("grin.requests_per_second", RequestsPerSecond);
        draft.SetDefaultIfAny("grin.concurrent_requests", ConcurrentRequests);
        draft.SetDefaultIfAny("grin.page_size", PageSize);
    }
}
