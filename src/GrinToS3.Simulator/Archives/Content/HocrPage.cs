using System.Globalization;
using System.Net;
using System.Text;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>A page in hOCR: a line of text in a span that tells where it stands.</summary>
internal static class HocrPage
{
    private const int LineHeight = 48;
    private const int CharacterWidth = 22;
    private const int Margin = 180;

    public static byte[] Write(IReadOnlyList<string> lines)
    {
        var html = new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <html xmlns="http://www.w3.org/1999/xhtml"><head><title></title><meta name="ocr-system" content="simulated"/></head>
            <body><div class="ocr_page" title="bbox 0 0 2400 3600">

            """);
        for (var i = 0; i < lines.Count; i++)
        {
            var top = Margin + i * LineHeight;
            html.Append(
                CultureInfo.InvariantCulture,
                $"<span class=\"ocr_line\" title=\"bbox {Margin} {top} {Margin + lines[i].Length * CharacterWidth} {top + LineHeight - 6}\">");
            html.Append(WebUtility.HtmlEncode(lines[i])).Append("</span>\n");
        }

        return Encoding.UTF8.GetBytes(html.Append("</div></body></html>\n").ToString());
    }
}
