using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>A status instead of the answer: 429, 403, 500, …</summary>
/// <param name="Status">The HTTP status, 400 to 599.</param>
/// <param name="RetryAfter">What the header <c>Retry-After</c> asks for, in whole seconds; null for no header.</param>
public sealed record StatusEffect(int Status, TimeSpan? RetryAfter = null) : FaultEffect
{
    internal override Task ApplyAsync(FaultedRequest request)
    {
        var response = request.Http.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsync($"<!DOCTYPE html><title>Error {Status}</title><p><b>{Status}.</b> That's an error.\n", request.Ended);
    }
}
