using System.Net;

namespace GrinToS3.Grin.Http;

/// <summary>The process's HTTP client for GRIN and the token endpoint (spec: grin-protocol 2.3).</summary>
public static class GrinHttp
{
    /// <summary>The name of the meter that counts requests, retries and token refreshes.</summary>
    public const string MeterName = GrinMetrics.MeterName;

    /// <summary>
    /// A client that neither follows redirects nor keeps cookies, and has no time limit of its own: <see cref="GrinClient"/> does the first and
    /// the last by hand. Connections are renewed after 30 minutes. Make one a process.
    /// </summary>
    public static HttpClient CreateClient() => new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    internal static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,

        // By hand in GrinResponse: archives must arrive as they are.
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(30),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };
}
