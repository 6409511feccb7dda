using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>GRIN's soft error page: HTTP 200 with the phrase "Your request is unavailable" (spec: grin-protocol 4.5).</summary>
public sealed record SoftErrorPageEffect : FaultEffect
{
    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Http.Response.ContentType = "text/html; charset=utf-8";
        return request.Http.Response.WriteAsync(
            """
            <!DOCTYPE html>
            <html><head><title>Google Return Interface</title></head>
            <body><table class="banner"><tr><td><b>Google Return Interface</b></td></tr></table>
            <p>Your request is unavailable at this time. Please try again later.</p></body></html>

            """,
            request.Ended);
    }
}
