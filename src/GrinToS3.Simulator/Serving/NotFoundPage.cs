using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Serving;

/// <summary>Google's answer to what does not exist.</summary>
internal static class NotFoundPage
{
    public static Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("<!DOCTYPE html><title>Error 404</title><p><b>404.</b> That's an error.\n", http.RequestAborted);
    }
}
