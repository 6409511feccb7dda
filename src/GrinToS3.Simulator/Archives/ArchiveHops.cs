using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Archives;

/// <summary>The redirect from an archive's address below the library to where it is served from.</summary>
internal sealed class ArchiveHops(ArchiveHop hop, SimulatedArchives archives) : IResource
{
    public const string Path = "/download/";

    public string Name => ResourceName.Hop;

    public Task ServeAsync(HttpContext http)
    {
        var barcode = SimulatedRequest.Of(http).Barcode!;
        if (archives.Find(barcode) is null)
        {
            return NotFoundPage.WriteAsync(http);
        }

        var host = hop == ArchiveHop.Host ? $"{http.Request.Scheme}://localhost:{http.Connection.LocalPort}" : "";
        http.Response.Redirect($"{host}{Path}{barcode}{SimulatedRequest.ArchiveSuffix}");
        return Task.CompletedTask;
    }
}
