using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrinToS3.Simulator.Archives;

/// <summary><c>{barcode}.tar.gz.gpg</c>: HEAD and GET, whole or in part (spec: grin-protocol 7).</summary>
internal sealed class ArchiveResource(SimulatorOptions options, SimulatedArchives archives) : IResource
{
    public string Name => ResourceName.Archive;

    public async Task ServeAsync(HttpContext http)
    {
        var isHead = HttpMethods.IsHead(http.Request.Method);
        if (!isHead && !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var request = SimulatedRequest.Of(http);
        if (archives.Find(request.Barcode!, request.Flaw) is not { } archive)
        {
            await NotFoundPage.WriteAsync(http);
            return;
        }

        var etag = request.Flaw.LacksETag ? null : new EntityTagHeaderValue($"\"{archive.ETag}\"");
        await using var body = archive.OpenRead(request.Flaw.CorruptByte);
        // The framework's own knows all about HEAD, Range and If-Range.
        await TypedResults.Stream(body, "application/octet-stream", entityTag: etag, enableRangeProcessing: options.HasRanges).ExecuteAsync(http);
    }
}
