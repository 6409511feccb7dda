using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Faults;

/// <summary>A request that something happens to.</summary>
/// <param name="Http">The request and its response.</param>
/// <param name="Serve">Answers it as if nothing happened; may be called more than once.</param>
/// <param name="Time">The simulator's clock.</param>
/// <param name="Ended">Cancelled when the client goes away or the simulator stops.</param>
internal sealed record FaultedRequest(HttpContext Http, Func<Task> Serve, TimeProvider Time, CancellationToken Ended)
{
    public SimulatedRequest Request => SimulatedRequest.Of(Http);
}
