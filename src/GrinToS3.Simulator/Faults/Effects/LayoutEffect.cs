using GrinToS3.Simulator.Listing;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>A list page that is laid out in another way.</summary>
/// <param name="Layout">In which.</param>
public sealed record LayoutEffect(PageLayout Layout) : FaultEffect
{
    internal override bool IsForPages => true;

    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Request.Layout = Layout;
        return request.Serve();
    }
}
