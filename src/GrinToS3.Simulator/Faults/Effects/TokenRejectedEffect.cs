using GrinToS3.Simulator.Serving;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>The redirect to the login page that GRIN answers an expired token with, though the token is good (spec: grin-protocol 2.2).</summary>
public sealed record TokenRejectedEffect : FaultEffect
{
    internal override Task ApplyAsync(FaultedRequest request)
    {
        ServiceLogin.Redirect(request.Http);
        return Task.CompletedTask;
    }
}
