using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace GrinToS3.Testing.Listing;

/// <summary>
/// A listing read by an HTML library, by the letter of the specification (grin-protocol 4.2 to 4.6): the oracle that
/// our parser must be equal to, and the baseline that it is measured against.
/// </summary>
public static class HtmlLibraryListing
{
    private const string Suffix = ".tar.gz.gpg";

    // To make one costs as much as to read a small page.
    private static readonly ThreadLocal<HtmlParser> Parser = new(() => new HtmlParser());

    /// <summary>Reads a page.</summary>
    /// <returns>Null where the page is not a listing: the soft error page, or one without a usable table.</returns>
    public static ReadListing? Read(byte[] page)
    {
        var html = Encoding.UTF8.GetString(page);
        if (html.Contains("Your request is unavailable", StringComparison.Ordinal))
        {
            return null;
        }

        // The library drops the semicolon of a lone "&;", against the standard.
        using var document = Parser.Value!.ParseDocument(html.Replace("&;", "&amp;;", StringComparison.Ordinal));
        foreach (var table in document.Descendants<IHtmlTableElement>())
        {
            if (Rows(table).FirstOrDefault(row => row.ClassList.Contains("heading")) is { } heading)
            {
                return Read(table, heading, document);
            }
        }

        return null;
    }

    private static ReadListing? Read(IHtmlTableElement table, IHtmlTableRowElement heading, IDocument document)
    {
        string[] names = [.. Cells(heading).Select(Name)];
        string[] keys = [.. names.Select(Key)];
        if (!keys.Contains("barcode") && !keys.Contains("filename"))
        {
            return null;
        }

        var books = new HtmlLibraryBooks(keys);
        var rows = new List<ReadListing.Row>();
        var dropped = 0;
        foreach (var row in Rows(table))
        {
            IHtmlTableCellElement[] cells = [.. Cells(row)];
            if (cells.Length < 2 || row.ParentElement!.LocalName != "tbody" || row.ClassList.Contains("heading"))
            {
                continue;
            }

            var read = ReadRow(keys, cells, books);
            if (read is null)
            {
                dropped++;
            }
            else
            {
                rows.Add(read);
            }
        }

        return new ReadListing(keys, rows, dropped, NextLink(document));
    }

    private static ReadListing.Row? ReadRow(string[] keys, IHtmlTableCellElement[] cells, HtmlLibraryBooks books)
    {
        var values = new string[keys.Length];
        var barcode = "";
        var stem = "";
        for (var i = 0; i < keys.Length; i++)
        {
            values[i] = i < cells.Length && keys[i].Length > 0 ? Value(keys[i], cells[i]) : "";
            if (keys[i] == "filename" && values[i].EndsWith(Suffix, StringComparison.Ordinal) && values[i].Length > Suffix.Length)
            {
                barcode = stem = values[i][..^Suffix.Length];
            }
            else if (keys[i] == "barcode" && values[i].Length > 0)
            {
                barcode = values[i];
            }
        }

        return barcode.Length == 0 ? null : new ReadListing.Row(barcode, stem, values, books.Map(barcode, values));
    }

    /// <summary>The rows of a table in the order of the document, without those of tables inside its cells.</summary>
    private static IEnumerable<IHtmlTableRowElement> Rows(IHtmlTableElement table) =>
        table.Children.SelectMany(section => section.Children).OfType<IHtmlTableRowElement>();

    private static IEnumerable<IHtmlTableCellElement> Cells(IHtmlTableRowElement row) =>
        row.Children.OfType<IHtmlTableCellElement>().Where(cell => cell.LocalName == "td");

    private static string Name(IHtmlTableCellElement cell)
    {
        var span = cell.Descendants<IElement>().FirstOrDefault(element => element.LocalName == "span" && element.ClassList.Contains("hd3"));
        return span is null ? "" : string.Join(' ', Text(span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Key(string name) =>
        name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_').Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal);

    private static string Value(string key, IHtmlTableCellElement cell)
    {
        if (key is not ("barcode" or "filename"))
        {
            foreach (var anchor in cell.Descendants<IHtmlAnchorElement>())
            {
                if (anchor.GetAttribute("href") is { } address)
                {
                    return address;
                }
            }
        }

        return Text(cell).Trim();
    }

    private static string? NextLink(IDocument document)
    {
        string? arrow = null;
        foreach (var anchor in document.Descendants<IHtmlAnchorElement>())
        {
            if (anchor.GetAttribute("href") is { } address
                && (address.Contains("first=", StringComparison.Ordinal) || address.Contains("ctoken=", StringComparison.Ordinal)))
            {
                var text = Text(anchor);
                if (text.Contains("next", StringComparison.OrdinalIgnoreCase))
                {
                    return address;
                }

                arrow ??= text.Contains('>', StringComparison.Ordinal) ? address : null;
            }
        }

        return arrow;
    }

    /// <summary>The text that a reader sees: that of scripts and styles is none.</summary>
    private static string Text(IElement element)
    {
        if (element.ChildNodes.Length == 1 && element.FirstChild is IText only)
        {
            return only.Data;
        }

        var text = new StringBuilder();
        foreach (var node in element.Descendants<IText>())
        {
            if (node.ParentElement is not (IHtmlScriptElement or IHtmlStyleElement))
            {
                text.Append(node.Data);
            }
        }

        return text.ToString();
    }
}
