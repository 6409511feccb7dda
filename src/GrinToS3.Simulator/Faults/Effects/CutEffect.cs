using GrinToS3.Simulator.Faults.Bodies;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An answer whose connection closes before the bytes that <c>Content-Length</c> declares have come.</summary>
/// <param name="Fraction">The part of the body that comes, from 0 to 1.</param>
public sealed record CutEffect(double Fraction) : FaultEffect
{
    internal override bool IsForPages => true;

    internal override async Task ApplyAsync(FaultedRequest request)
    {
        var length = await MeasuredBody.MeasureAsync(request);
        var response = request.Http.Response;
        response.ContentLength = length;
        // The server closes the connection by itself when an answer ends below its declared length.
        response.Body = new GatedBody(response.Body, (long)(length * Fraction), () => Task.FromResult(false));
        await request.Serve();
        await response.Body.FlushAsync(request.Ended);
    }
}
