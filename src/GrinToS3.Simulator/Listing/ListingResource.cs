using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Listing;

/// <summary>Serves one list as pages of HTML; its text form is not simulated.</summary>
internal sealed class ListingResource(SimulatorOptions options, SimulatedLibrary library, Pager pager, ListingTable table) : IResource
{
    public string Name => table.Name;

    public async Task ServeAsync(HttpContext http)
    {
        if (http.Request.Query.ContainsKey("format"))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (pager.Read(Name, http.Request.Query) is not { } window)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        var page = new ListingPage(options.Directory, table, SimulatedRequest.Of(http).Layout);
        var links = new ListingLinks(
            window.First > 0 ? pager.Address(Name, window.Previous) : null,
            pager.Address(Name, window.Next));
        await page.WriteAsync(http.Response.BodyWriter, new ListingRows(library.Now(), table, window), links, http.RequestAborted);
    }
}
