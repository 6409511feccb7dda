using GrinToS3.Simulator.Faults.Bodies;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An answer that stops in the middle while its connection stays open.</summary>
/// <param name="Fraction">The part of the body that comes before, from 0 to 1.</param>
/// <param name="Pause">How long until the rest comes; null for never.</param>
public sealed record StallEffect(double Fraction, TimeSpan? Pause = null) : FaultEffect
{
    internal override bool IsForPages => true;

    internal override async Task ApplyAsync(FaultedRequest request)
    {
        var length = await MeasuredBody.MeasureAsync(request);
        var response = request.Http.Response;
        response.Body = new GatedBody(response.Body, (long)(length * Fraction), async () =>
        {
            await Task.Delay(Pause ?? Timeout.InfiniteTimeSpan, request.Time, request.Ended);
            return true;
        });
        await request.Serve();
    }
}
