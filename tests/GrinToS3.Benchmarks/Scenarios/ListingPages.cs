using System.Globalization;
using System.Text;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>A page of <c>_all_books</c> as GRIN shows it (grin-protocol 4.4), with invented books; the same at every call.</summary>
internal static class ListingPages
{
    private static readonly string[] Columns =
    [
        "", "Barcode", "Title", "Status", "Scanned Date", "Analyzed Date", "Converted Date", "Downloaded Date", "Processed Date", "OCR'd Date", "Google Books",
    ];

    public static string Make(int rows)
    {
        var random = new Random(4);
        var page = new StringBuilder("<!DOCTYPE html><html><head><title>GRIN</title></head><body>\n<table id=\"t\"><thead>\n<tr class=\"heading\">");
        foreach (var column in Columns)
        {
            page.Append("<td>").Append(column.Length == 0 ? "" : $"<span class=\"hd3\">{column}</span>").Append("</td>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < rows; i++)
        {
            AppendRow(page, random, 90_000_000_000_000 + i);
        }

        return page.Append("</tbody></table>\n<a href=\"/libraries/Example/_all_books?result_count=10000&amp;first=10000\">Next &gt;</a>\n</body></html>\n").ToString();
    }

    private static void AppendRow(StringBuilder page, Random random, long barcode)
    {
        page.Append(CultureInfo.InvariantCulture, $"<tr class=\"{(barcode % 2 == 0 ? "odd" : "even")}\">\n <td><input type=\"checkbox\" name=\"barcodes\" value=\"{barcode}\"></td>\n");
        page.Append(CultureInfo.InvariantCulture, $" <td>{barcode}</td>\n <td>{Title(random)}</td>\n <td>PREVIOUSLY_DOWNLOADED</td>\n");
        for (var i = 0; i < 6; i++)
        {
            var time = new DateTime(2005, 1, 1).AddMinutes(random.Next(10_000_000)).ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture);
            page.Append(" <td>").Append(random.Next(8) == 0 ? "" : time).Append("</td>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $" <td><a href=\"https://books.google.com/books?id={random.Next():x8}AAJ&amp;hl=en\">Google Books</a></td>\n</tr>\n");
    }

    private static string Title(Random random) => random.Next(5) switch
    {
        0 => "Mosses &amp; lichens of the northern fells : with an account of their habitats and uses",
        1 => "Étude sur la géographie de l&#39;Europe, d&#39;après les sources",
        2 => "The collected letters, 1803-1851 / edited by his daughters",
        3 => "Grundzüge der Pflanzenkunde. 2. Auflage",
        _ => "Annual report of the librarian for the year ending June 30, with tables and an index of donors",
    };
}
