using GrinToS3.Simulator.Faults;
using GrinToS3.Simulator.Faults.Effects;
using GrinToS3.Simulator.Listing;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Serving;

/// <summary>Third step: lets happen what the plan says.</summary>
internal sealed class FaultStep(FaultSelector faults, Pager pager, TimeProvider time, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = SimulatedRequest.Of(http);
        FaultEffect? effect = RedirectEffect.IsHop(http.Request, out var hop)
            ? hop : faults.Select(request.Resource, http.Request.Method, request.Barcode, pager.Read(request.Resource, http.Request.Query)?.Number);
        if (effect is null)
        {
            await next(http);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await effect.ApplyAsync(new FaultedRequest(http, () => next(http), time, ended.Token));
    }
}
