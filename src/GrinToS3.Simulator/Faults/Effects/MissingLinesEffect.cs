using GrinToS3.Simulator.Serving;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An answer of <c>_process</c> from which lines are missing, though their volumes were asked for (spec: grin-protocol 8).</summary>
/// <param name="Every">One is left out of so many.</param>
public sealed record MissingLinesEffect(int Every) : FaultEffect
{
    internal override string? OnlyFor => ResourceName.Process;

    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Request.MissingLine = Every;
        return request.Serve();
    }
}
