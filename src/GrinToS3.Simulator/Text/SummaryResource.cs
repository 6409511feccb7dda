using System.Globalization;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Text;

/// <summary>The directory's summary as text, which clients ask for to try their credentials (spec: grin-protocol 3.6); its wording is invented.</summary>
internal sealed class SummaryResource(SimulatorOptions options, SimulatedLibrary library) : IResource
{
    public string Name => ResourceName.Summary;

    public Task ServeAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var summary = string.Create(CultureInfo.InvariantCulture, $"Directory\t{options.Directory}\nAll books\t{library.Count}\n");
        return http.Response.WriteAsync(summary, http.RequestAborted);
    }
}
