using System.Text;
using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GrinToS3.Simulator.Conversions;

/// <summary>
/// <c>_process</c>: asks for volumes, named in <c>barcodes=</c> as a list with commas, as a parameter that is repeated, or as a form with a line
/// each, and answers a line each (spec: grin-protocol 8). Formats other than text are not simulated.
/// </summary>
internal sealed class ProcessResource(ConversionQueue queue) : IResource
{
    private const string Barcodes = "barcodes";
    private const string Format = "process_format";

    private static readonly char[] Separators = [',', '\n', '\r', '\t', ' '];

    public string Name => ResourceName.Process;

    public async Task ServeAsync(HttpContext http)
    {
        var fields = await ReadFieldsAsync(http.Request);
        if (fields is null)
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var barcodes = fields.GetValueOrDefault(Barcodes).SelectMany(value => value!.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (barcodes.Count == 0 || fields.GetValueOrDefault(Format, "text") != "text")
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // A fault may have a call served twice; its volumes go into the queue once.
        var request = SimulatedRequest.Of(http);
        var answer = request.Process ??= queue.Ask(barcodes);
        if (answer.IsRefused)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(Text(answer.Lines, request.MissingLine), http.RequestAborted);
    }

    private static string Text(IReadOnlyList<ProcessLine> lines, int? missing)
    {
        var text = new StringBuilder("Barcode\tStatus\n");
        for (var i = 0; i < lines.Count; i++)
        {
            if (missing is null || (i + 1) % missing != 0)
            {
                text.Append(lines[i].Barcode).Append('\t').Append(lines[i].Status).Append('\n');
            }
        }

        return text.ToString();
    }

    private static async Task<Dictionary<string, StringValues>?> ReadFieldsAsync(HttpRequest request)
    {
        IEnumerable<KeyValuePair<string, StringValues>>? fields = HttpMethods.IsGet(request.Method) ? request.Query
            : HttpMethods.IsPost(request.Method) && request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted)
            : null;
        return fields?.ToDictionary();
    }
}
