using System.IO.Pipelines;
using System.Net;
using System.Text;
using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Listing;

/// <summary>
/// Writes one list page as GRIN lays it out (spec: grin-protocol 4.2 to 4.5), with the menus and scripts that a portal has around its data.
/// Rows go straight into the response's buffer, which is flushed every 64 KiB, so a page of any length takes the same memory.
/// </summary>
internal sealed class ListingPage(string directory, ListingTable table, PageLayout layout)
{
    public const int MaxRowBytes = 4096;
    private const int ChunkBytes = 64 * 1024;

    public async Task WriteAsync(PipeWriter body, ListingRows rows, ListingLinks links, CancellationToken cancellationToken)
    {
        Append(body, Opening());
        if (layout != PageLayout.NoTable)
        {
            Append(body, Heading());
            while (AppendRows(body, rows))
            {
                var flushed = await body.FlushAsync(cancellationToken);
                if (flushed.IsCompleted)
                {
                    return;
                }
            }

            Append(body, "</tbody></table>\n");
        }

        Append(body, Closing(links, rows.HasMore()));
        await body.FlushAsync(cancellationToken);
    }

    private bool AppendRows(PipeWriter body, ListingRows rows)
    {
        var chunk = new Utf8Chunk(body.GetSpan(ChunkBytes));
        var hasNext = false;
        while (chunk.Free >= MaxRowBytes && (hasNext = rows.TryNext(out var book)))
        {
            chunk.Append("<tr>"u8);
            table.AppendCells(ref chunk, book);
            chunk.Append("</tr>\n"u8);
        }

        body.Advance(chunk.Length);
        return hasNext;
    }

    private string Opening() =>
        $$"""
        <!DOCTYPE html>
        <html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>{{directory}}: {{table.Name}}</title>
        <style>table { border-spacing: 0 } tr.heading td > span.hd3 { font-weight: bold }</style>
        <script>if (1 < 2 && document.links) { var row = "<table><tr class='heading'><td><span class='hd3'>Barcode<\/span>"; }</script></head>
        <body>
        <!-- <table><tr class="heading"><td><span class="hd3">Barcode</span></td></tr></table> -->
        <table class="banner" width="100%"><tr class="menu"><td><b>Google Return Interface</b></td>
        <td><a href="/libraries/{{directory}}/_all_books?result_count=100">All books</a> | <a href="/libraries/{{directory}}/_converted">Converted</a>
        | <a href="/libraries/{{directory}}/_help?topic=next">Next steps &gt;</a></td></tr></table>

        """;

    private string Heading()
    {
        var html = new StringBuilder("<table class=\"data\"><thead>\n<tr class=\"");
        html.Append(layout == PageLayout.NoHeadingClass ? "titles" : "heading").Append("\">");
        foreach (var column in table.Columns)
        {
            var name = column == table.KeyColumn && layout == PageLayout.NoBarcodeColumn ? "Volume" : column;
            html.Append(name.Length == 0 ? "<td></td>" : $"<td><span class=\"hd3\">{WebUtility.HtmlEncode(name)}</span></td>");
        }

        return html.Append("</tr></thead>\n<tbody>\n").ToString();
    }

    private static string Closing(ListingLinks links, bool hasNext)
    {
        var previous = links.Previous is null ? "" : $"<a href=\"{WebUtility.HtmlEncode(links.Previous)}\">&lt; Prev</a>\n";
        var next = hasNext ? $"<a href=\"{WebUtility.HtmlEncode(links.Next)}\">Next &gt;</a>\n" : "";
        return $"{previous}{next}<div class=\"footer\">Simulated GRIN &middot; <a href=\"/terms?first=1\">Terms</a></div>\n</body></html>\n";
    }

    private static void Append(PipeWriter body, string html) => Encoding.UTF8.GetBytes(html, body);
}
