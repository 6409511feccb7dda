using GrinToS3.Simulator.Tokens;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Serving;

/// <summary>Second step: sends whoever comes to the library without a good token to the login page.</summary>
internal sealed class BearerStep(AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = SimulatedRequest.Of(http);
        var header = http.Request.Headers.Authorization.ToString();
        request.BearerAccepted = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && tokens.IsAccepted(header.AsSpan(Scheme.Length));
        if (request.Directory is null || request.BearerAccepted)
        {
            return next(http);
        }

        ServiceLogin.Redirect(http);
        return Task.CompletedTask;
    }
}
