using GrinToS3.Simulator.Faults.Bodies;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An answer that HTTP calls complete although its end is missing.</summary>
/// <param name="Fraction">The part of the body that comes, from 0 to 1.</param>
public sealed record TruncateEffect(double Fraction) : FaultEffect
{
    internal override bool IsForPages => true;

    internal override async Task ApplyAsync(FaultedRequest request)
    {
        var length = await MeasuredBody.MeasureAsync(request);
        var response = request.Http.Response;
        // Where the resource declares a length it has to be that of the part, or HTTP would not call it complete.
        response.OnStarting(() =>
        {
            response.ContentLength = response.ContentLength is null || length == 0 ? response.ContentLength : (long)(length * Fraction);
            return Task.CompletedTask;
        });
        response.Body = new GatedBody(response.Body, (long)(length * Fraction), () => Task.FromResult(false));
        await request.Serve();
    }
}
