using System.Globalization;
using System.Text;

namespace GrinToS3.Testing.Listing;

/// <summary>
/// Makes listing pages like GRIN's from chance: tidy ones, and sloppy ones that use all that HTML allows a page to leave
/// out or add. Every page is a complete listing.
/// </summary>
public sealed class ListingPageGenerator(Random random, bool isSloppy)
{
    private readonly MarkupStyle _style = new(random, isSloppy);
    private readonly StringBuilder _page = new();

    public string Make(int rows)
    {
        _page.Clear();
        var isDocument = random.Next(2) == 0;
        if (isDocument)
        {
            Add(_style.OneOf("<!DOCTYPE html>", "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", ""), _style.Start("html"), Head(), _style.Start("body"));
        }

        if (random.Next(3) == 0)
        {
            AddDecoration();
        }

        var isFramed = _style.Sometimes();
        Add(isFramed ? "<table class='layout'><tr><td>left<td>" : "", _style.Sometimes() ? PageLinks() : "");
        AddTable(rows);
        Add(isFramed ? "</td></tr></table>" : "", random.Next(4) == 0 ? "" : PageLinks());
        if (_style.Sometimes())
        {
            AddDecoration();
        }

        Add(isDocument ? _style.OneOf("</body></html>", "</html>\n", "</BODY></HTML >") : "");
        return _page.ToString();
    }

    private void AddTable(int rows)
    {
        var columns = ListingContent.Columns(random, _style);
        Add(_style.Start("table", ("class", "list"), ("id", "t")), _style.Blank());
        Add(_style.Sometimes() ? "<caption>All <b>books</b></caption>" : "", _style.Sometimes() ? "<colgroup><col><col width=3></colgroup>" : "");
        var hasHead = random.Next(3) > 0;
        Add(hasHead ? _style.Start("thead") : _style.OneOf("", "<tbody>"), _style.Blank());
        AddHeading(columns);
        Add(hasHead ? _style.OptionalEnd("thead") + _style.Start("tbody") : "");
        for (var i = 0; i < rows; i++)
        {
            AddRow(columns);
            Add(_style.Sometimes(0.1) ? _style.OptionalEnd("tbody") + _style.Start("tbody") : "");
            Add(_style.Sometimes(0.05) ? _style.Start("tr", ("class", "heading")) + "<td>Barcode</td><td>x</td>" + _style.OptionalEnd("tr") : "");
            Add(_style.Sometimes(0.05) ? "<tr><td colspan=9>one cell only</td></tr>" : "");
        }

        Add(_style.OptionalEnd("tbody"), _style.Sometimes() ? "<tfoot><tr><td>sum<td>total" : "", _style.End("table"));
    }

    private void AddHeading(string[] columns)
    {
        Add(_style.Start("tr", ("class", _style.OneOf("heading", "heading", "odd heading", " x\theading y "))));
        foreach (var column in columns)
        {
            Add(_style.Blank(), _style.Start("td"));
            if (column.Length > 0)
            {
                var name = _style.Text(column);
                name = _style.Sometimes() ? $"<b>{name}</b>" : _style.Sometimes() ? $"<a href='?sort=1&amp;up'>{name}</a>" : name;
                Add(_style.Sometimes(0.1) ? "<span>no</span>" : "", _style.Start("span", ("class", _style.OneOf("hd3", "hd3 x"))), name, _style.End("span"));
                Add(_style.Sometimes(0.1) ? "<span class=hd3>second</span>" : "");
            }

            Add(_style.OptionalEnd("td"));
        }

        Add(_style.OptionalEnd("tr"));
    }

    private void AddRow(string[] columns)
    {
        var barcode = ListingContent.Barcode(random);
        Add(_style.Sometimes(0.05) ? "" : _style.Start("tr", ("class", _style.OneOf("odd", "even", "headings"))), _style.Blank());
        foreach (var column in columns)
        {
            Add(_style.Start("td"), _style.Blank(), Cell(column, barcode), _style.Blank(), _style.OptionalEnd("td"));
            Add(_style.Sometimes(0.02) ? "<th>not counted</th>" : "", _style.Blank());
        }

        Add(_style.Sometimes(0.05) ? "<td>one more</td>" : "", _style.Sometimes(0.05) ? "</tr>" : _style.OptionalEnd("tr"));
    }

    private string Cell(string column, string barcode)
    {
        var value = ListingContent.Value(random, column, barcode);
        if (column == "")
        {
            return _style.Start("input", ("type", "checkbox"), ("name", "barcodes"), ("value", barcode));
        }

        if (column.StartsWith("Google", StringComparison.Ordinal))
        {
            return value.Length == 0 ? "" : _style.Start("a", ("href", value.Replace("&", "&amp;", StringComparison.Ordinal))) + "link" + _style.End("a");
        }

        var text = _style.Text(value);
        return _style.OneOf(0, 1, 2, 3, 4, 5, 6, 7, 8) switch
        {
            _ when !_style.Sometimes(0.4) => text,
            0 => $"<b>{text}</b>",
            1 => $"<font color=red>{text}",
            2 => $"<table> <tr> <td>{text} </td></tr> </table>",
            3 => $"<div><p>{text}<p>more</div>",
            4 => $"<script>var x = '<td>9</td></tr></table>';</script>{text}",
            5 => $"{text}<br><i>{text}</i>",
            6 => $"{text}<style>td {{ color: red }}</style> a < b",
            7 => $"<a name=x>{text}</a>",
            _ => $"<span title=\"a > b\">{text}</span>",
        };
    }

    private string PageLinks()
    {
        var first = random.Next(1, 900) * 1000;
        var key = _style.OneOf("first", "ctoken");
        string Link(int at, string text) => _style.Start("a", ("href", string.Create(
            CultureInfo.InvariantCulture, $"/libraries/Example/_all_books?result_count=1000&amp;{key}={at}"))) + text + _style.End("a");
        var links = Link(0, "&lt;&lt; First") + " " + Link(first - 1000, "&lt; Previous") + _style.Blank();
        links += _style.OneOf("", Link(900_000, "Last &gt;&gt;"));
        return links + _style.OneOf("", Link(first, _style.OneOf("Next &gt;", "next", "<b>NEXT</b> page", "&gt;", ">")), Link(first, "Next &raquo;"));
    }

    private void AddDecoration() => Add(_style.OneOf(
        "<form action=x><select name=n><option value=1>10<option selected>100</select><input type=submit></form>",
        "<table><tr><td>Barcode<td>Title<tr><td>123<td>not a book</table>",
        "<script type='text/javascript'>if (a < b) document.write(\"<table><tr class='heading'>\");</script>",
        "<!-- <table><tr class=heading><td><span class=hd3>Barcode</span></table> -->",
        "<style>tr.heading > td { color: #000 }</style><div class=heading>GRIN</div>",
        "<svg width=1><g><path d='M0 0'/></g></svg><a href='/logout'>Sign out &gt;</a>",
        "<textarea><table><tr class=heading></textarea><p>x<p>y<ul><li>a<li>b</ul>",
        "<noscript>Please <b>enable</b> scripts</noscript><center><h1>Books</h1></center>",
        "<table><thead><tr><td>x</thead></table><iframe src=x><table></iframe>",
        "<table>loose <b>text</b><tr><td>cell</td></tr> more</table>"));

    private string Head() => _style.OneOf(
        "<head><title>GRIN &gt; <table> books</title></head>",
        "<head><meta charset=utf-8><title>x</title><style>a{}</style><script>//<!--\nvar a='</td>';//--></script></head>",
        "");

    private void Add(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            _page.Append(part);
        }
    }
}
