using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Serving;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An archive that is not as it should be.</summary>
/// <param name="Flaw">What is wrong with it.</param>
public sealed record ArchiveEffect(ArchiveFlaw Flaw) : FaultEffect
{
    internal override string? OnlyFor => ResourceName.Archive;

    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Request.Flaw = Flaw;
        return request.Serve();
    }
}
