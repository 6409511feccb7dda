namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An OAuth error: as JSON from the token endpoint, in the redirect from the authorization endpoint.</summary>
/// <param name="Code">The error, such as <c>invalid_grant</c> or <c>access_denied</c>.</param>
public sealed record OAuthErrorEffect(string Code) : FaultEffect
{
    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Request.OAuthError = Code;
        return request.Serve();
    }
}
