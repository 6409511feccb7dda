using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace GrinToS3.Simulator.Tests;

/// <summary>A list page as an HTML library understands it, read as the spec says (spec: grin-protocol 4.2, 4.5).</summary>
public sealed record ParsedPage(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, string? Next)
{
    public static ParsedPage Parse(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        var next = document.QuerySelectorAll<IHtmlAnchorElement>("a[href]").FirstOrDefault(IsNext)?.GetAttribute("href");
        var table = document.QuerySelectorAll("table").FirstOrDefault(table => table.QuerySelector("tr.heading") is not null);
        if (table is null)
        {
            return new ParsedPage([], [], next);
        }

        var columns = table.QuerySelectorAll("tr.heading > td").Select(cell => cell.QuerySelector("span.hd3")?.TextContent ?? "").ToArray();
        var rows = table.QuerySelectorAll("tbody > tr").Select(row => Cells(columns, row)).ToArray();
        return new ParsedPage(columns, rows, next);
    }

    public IEnumerable<string> Values(string column) => Rows.Select(row => row[column]);

    private static Dictionary<string, string> Cells(string[] columns, IElement row) => columns.Zip(row.QuerySelectorAll("td"))
        .Where(cell => cell.First.Length > 0)
        .ToDictionary(
            cell => cell.First,
            cell => cell.First is not "Filename" && cell.Second.QuerySelector("a[href]")?.GetAttribute("href") is { } link
                ? link : cell.Second.TextContent.Trim());

    private static bool IsNext(IHtmlAnchorElement anchor)
    {
        var href = anchor.GetAttribute("href") ?? "";
        var leadsOn = href.Contains("first=", StringComparison.Ordinal) || href.Contains("ctoken=", StringComparison.Ordinal);
        return leadsOn && (anchor.TextContent.Contains("next", StringComparison.OrdinalIgnoreCase) || anchor.TextContent.Contains('>', StringComparison.Ordinal));
    }
}
