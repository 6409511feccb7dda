using System.IO.Pipelines;
using System.Text;
using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Listing;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Reports;

/// <summary>
/// <c>_barcode_search</c> as text in full: a header row and a row for each volume of <c>barcodes=</c> that there is, in the order of the call, fields
/// separated by tabs (spec: grin-protocol 6). Other forms are not simulated.
/// </summary>
internal sealed class BarcodeSearchResource(SimulatedLibrary library) : IResource
{
    public string Name => ResourceName.BarcodeSearch;

    public async Task ServeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["execute_query"] != "true" || query["format"] != "text" || query["mode"] != "full")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var request = SimulatedRequest.Of(http);
        http.Response.ContentType = "text/plain; charset=utf-8";
        var body = http.Response.BodyWriter;
        if (request.Layout == PageLayout.NoTable)
        {
            await http.Response.WriteAsync("Nothing of what was asked for is shown here\n", http.RequestAborted);
            return;
        }

        var columns = request.Report.Columns();
        WriteHeader(body, columns, hasBarcode: request.Layout != PageLayout.NoBarcodeColumn);
        var now = library.Now();
        foreach (var barcode in query["barcodes"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (now.TryFind(barcode, out var book))
            {
                WriteRow(body, columns, book);
            }
        }

        await body.FlushAsync(http.RequestAborted);
    }

    private static void WriteHeader(PipeWriter body, IReadOnlyList<ReportColumn> columns, bool hasBarcode)
    {
        var names = columns.Select(column => column.Name is "Barcode" && !hasBarcode ? "Volume" : column.Name);
        var line = Encoding.UTF8.GetBytes(string.Join('\t', names) + "\n");
        line.CopyTo(body.GetSpan(line.Length));
        body.Advance(line.Length);
    }

    private static void WriteRow(PipeWriter body, IReadOnlyList<ReportColumn> columns, Book book)
    {
        var chunk = new Utf8Chunk(body.GetSpan(columns.Count * ReportColumn.MaxValueBytes));
        for (var i = 0; i < columns.Count; i++)
        {
            chunk.Append(i == 0 ? ""u8 : "\t"u8);
            columns[i].Append(ref chunk, book);
        }

        chunk.Append("\n"u8);
        body.Advance(chunk.Length);
    }
}
