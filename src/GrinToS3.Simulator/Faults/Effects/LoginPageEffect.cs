using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>Google's sign-in page with HTTP 200 instead of the answer.</summary>
public sealed record LoginPageEffect : FaultEffect
{
    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Http.Response.ContentType = "text/html; charset=utf-8";
        return request.Http.Response.WriteAsync(
            """
            <!DOCTYPE html>
            <html lang="en"><head><title>Sign in - Google Accounts</title></head>
            <body><form id="gaia_loginform" method="post" action="https://accounts.google.com/ServiceLoginAuth?service=print">
            <h1>Sign in</h1><p>to continue to Google Books</p>
            <input type="email" name="Email" id="identifierId"><input type="submit" value="Next &gt;"></form>
            <a href="https://accounts.google.com/ServiceLogin?service=print&amp;continue=x">Sign in with a different account</a></body></html>

            """,
            request.Ended);
    }
}
