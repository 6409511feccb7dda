using System.Globalization;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Control;

/// <summary>
/// The simulator's own path, <c>/_simulator</c>, which needs no token: GET tells the simulated time and the length of the queue;
/// POST <c>/_simulator/advance?hours=N</c> moves the calendar; POST <c>/_simulator/reconvert?barcodes=A,B</c> gives volumes another archive.
/// </summary>
internal sealed class ControlResource(SimulationClock clock, ConversionQueue queue) : IResource
{
    public string Name => ResourceName.Control;

    public Task ServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var action = path[(path.IndexOf(ResourceName.Control, StringComparison.Ordinal) + ResourceName.Control.Length)..].Trim('/');
        http.Response.StatusCode = action switch
        {
            "" when HttpMethods.IsGet(http.Request.Method) => StatusCodes.Status200OK,
            "advance" when HttpMethods.IsPost(http.Request.Method) => Advance(http.Request.Query["hours"].ToString()),
            "reconvert" when HttpMethods.IsPost(http.Request.Method) => Reconvert(http.Request.Query["barcodes"].ToString()),
            "" or "advance" or "reconvert" => StatusCodes.Status405MethodNotAllowed,
            _ => StatusCodes.Status404NotFound,
        };
        return http.Response.WriteAsJsonAsync(
            new { simulated_hours = Math.Round(clock.Elapsed.TotalHours, 3), in_process = queue.Length },
            http.RequestAborted);
    }

    private int Advance(string text)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) || !double.IsFinite(hours) || hours > 1_000_000)
        {
            return StatusCodes.Status400BadRequest;
        }

        clock.Advance(TimeSpan.FromHours(hours));
        return StatusCodes.Status200OK;
    }

    private int Reconvert(string text)
    {
        var barcodes = text.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var converted = barcodes.Count(queue.Reconvert);
        return barcodes.Length > 0 && converted == barcodes.Length ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
    }
}
