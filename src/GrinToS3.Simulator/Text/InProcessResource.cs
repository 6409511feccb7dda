using System.IO.Pipelines;
using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Text;

/// <summary><c>_in_process?format=text</c>: a line for each volume in the conversion queue (spec: grin-protocol 5); its HTML form is not simulated.</summary>
internal sealed class InProcessResource(SimulatedLibrary library) : IResource
{
    private const int ChunkBytes = 16 * 1024;
    private const int MaxLineBytes = 64;
    private const int OneInWithSuffix = 4;

    public string Name => ResourceName.InProcess;

    public async Task ServeAsync(HttpContext http)
    {
        if (http.Request.Query["format"] != "text")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        var body = http.Response.BodyWriter;
        using var volumes = library.Now().InProcess.GetEnumerator();
        while (AppendLines(body, volumes))
        {
            await body.FlushAsync(http.RequestAborted);
        }

        await body.FlushAsync(http.RequestAborted);
    }

    private static bool AppendLines(PipeWriter body, IEnumerator<Book> volumes)
    {
        var chunk = new Utf8Chunk(body.GetSpan(ChunkBytes));
        var hasNext = false;
        while (chunk.Free >= MaxLineBytes && (hasNext = volumes.MoveNext()))
        {
            volumes.Current.AppendBarcode(ref chunk);
            var hasSuffix = volumes.Current.Dice.Number(Roll.ListedWithSuffix, OneInWithSuffix) == 0;
            chunk.Append(hasSuffix ? ".tar.gz.gpg\n"u8 : "\n"u8);
        }

        body.Advance(chunk.Length);
        return hasNext;
    }
}
