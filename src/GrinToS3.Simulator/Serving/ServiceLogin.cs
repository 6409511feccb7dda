using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace GrinToS3.Simulator.Serving;

/// <summary>The redirect that GRIN answers a token with which it does not accept (spec: grin-protocol 2.2).</summary>
internal static class ServiceLogin
{
    public static void Redirect(HttpContext http) => http.Response.Redirect(
        "https://accounts.google.com/ServiceLogin?service=print&continue=" + Uri.EscapeDataString(http.Request.GetEncodedUrl()));
}
