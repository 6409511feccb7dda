using GrinToS3.Grin.Http;
using Microsoft.Extensions.Logging;

namespace GrinToS3.Functions.Hosting;

/// <summary>Writes each request to GRIN that has to be repeated into the log.</summary>
/// <param name="logger">The log.</param>
internal sealed partial class AttemptLog(ILogger<AttemptLog> logger) : IProgress<GrinAttempt>
{
    public void Report(GrinAttempt value)
    {
        if (value is { Error: { } error, Wait: { } wait })
        {
            LogAgain(logger, error.Kind, error.Message, wait.TotalSeconds);
        }
    }

    [LoggerMessage(1301, LogLevel.Warning, "{Kind}: {Problem} (asking again in {Seconds} s)")]
    private static partial void LogAgain(ILogger logger, GrinToS3.Grin.GrinErrorKind kind, string problem, double seconds);
}
