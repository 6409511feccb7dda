using GrinToS3.Simulator.Faults.Bodies;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An answer that trickles.</summary>
/// <param name="BytesPerSecond">How fast.</param>
public sealed record SlowEffect(int BytesPerSecond) : FaultEffect
{
    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Http.Response.Body = new SlowBody(request.Http.Response.Body, BytesPerSecond, request.Time, request.Ended);
        return request.Serve();
    }
}
