using System.Diagnostics.Metrics;

namespace GrinToS3.Grin.Http;

/// <summary>The meter <c>GrinToS3.Grin</c>: what is asked of GRIN and how it goes.</summary>
internal static class GrinMetrics
{
    public const string MeterName = "GrinToS3.Grin";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("grin.requests", description: "HTTP requests to GRIN, redirects and resends included");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("grin.retries", description: "Attempts that follow a failed one");
    private static readonly Counter<long> Refreshes = Meter.CreateCounter<long>("grin.token_refreshes", description: "Requests to the token endpoint");

    /// <summary>Counts a request; status 0 stands for no answer.</summary>
    public static void Requested(GrinRequestKind kind, int status) =>
        Requests.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()), new KeyValuePair<string, object?>("status", status));

    public static void Retried(GrinRequestKind kind, GrinErrorKind error) =>
        Retries.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()), new KeyValuePair<string, object?>("error", error.ToString()));

    public static void TokenRequested(string grantType, GrinError? error) => Refreshes.Add(
        1,
        new KeyValuePair<string, object?>("grant_type", grantType),
        new KeyValuePair<string, object?>("outcome", error?.Kind.ToString() ?? "ok"));
}
