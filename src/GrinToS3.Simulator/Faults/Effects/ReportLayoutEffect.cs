using GrinToS3.Simulator.Reports;
using GrinToS3.Simulator.Serving;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>An answer of <c>_barcode_search</c> with other columns than usual.</summary>
/// <param name="Layout">With which.</param>
public sealed record ReportLayoutEffect(ReportLayout Layout) : FaultEffect
{
    internal override string? OnlyFor => ResourceName.BarcodeSearch;

    internal override Task ApplyAsync(FaultedRequest request)
    {
        request.Request.Report = Layout;
        return request.Serve();
    }
}
