namespace GrinToS3.Runs;

/// <summary>Where GRIN is, and how hard it may be asked.</summary>
public sealed record GrinConfig
{
    /// <summary>The base that library directories lie below; Google's, except in demos and tests.</summary>
    public string BaseUrl { get; init; } = "https://books.google.com/libraries/";

    /// <summary>Requests a second, for all kinds together; 0 lifts the limit.</summary>
    public double RequestsPerSecond { get; init; } = 5;

    /// <summary>Requests at once, for all kinds together.</summary>
    public int ConcurrentRequests { get; init; } = 5;

    /// <summary>Volumes on a page of the inventory.</summary>
    public int PageSize { get; init; } = 10_000;
}
