using Azure.Monitor.OpenTelemetry.Exporter;
using GrinToS3.Grin.Http;
using GrinToS3.Progress;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace GrinToS3.Functions.Hosting;

/// <summary>Traces, logs and metrics by OpenTelemetry, to Application Insights or to any OTLP endpoint.</summary>
internal static class Telemetry
{
    internal static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // Addresses of archives and token requests are no one's business but GRIN's.
        services.AddLogging(static logging => logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning));
        var toAzure = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 };
        var toOtlp = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        if (!toAzure && !toOtlp)
        {
            // With nobody to send to, the log goes to the host, which prints it; telemetry of the worker's own would take it from there.
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(static metrics => metrics.AddMeter(ProgressMetrics.MeterName, GrinHttp.MeterName));
        if (toAzure)
        {
            telemetry.UseAzureMonitorExporter();
        }

        if (toOtlp)
        {
            telemetry.UseOtlpExporter();
        }
    }
}
