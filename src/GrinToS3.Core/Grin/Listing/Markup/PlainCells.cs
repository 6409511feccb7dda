namespace GrinToS3.Grin.Listing.Markup;

/// <summary>
/// Reads cells that hold nothing but text, <c>&lt;td&gt;text&lt;/td&gt;</c>, without cutting them into tags first:
/// nearly all of a listing is made of these. Whatever looks otherwise is left for the long way, which gives the same.
/// </summary>
/// <param name="page">Takes the cells.</param>
internal sealed class PlainCells(ListingPage page)
{
    private const int StartLength = 4;
    private const int EndLength = 5;

    /// <summary>Reads as many cells as come one after another, with white space before each.</summary>
    /// <param name="rest">The bytes between two cells of a row of data.</param>
    /// <returns>How many bytes are done with.</returns>
    public int Read(ReadOnlySpan<byte> rest)
    {
        var read = 0;
        while (true)
        {
            var at = read;
            while (at < rest.Length && HtmlBytes.IsSpace(rest[at]))
            {
                at++;
            }

            if (!rest[at..].StartsWith("<td>"u8))
            {
                return read;
            }

            var content = rest[(at + StartLength)..];
            var length = content.IndexOf((byte)'<');
            if (length < 0 || !content[length..].StartsWith("</td>"u8))
            {
                return read;
            }

            page.PlainCell(content[..length]);
            read = at + StartLength + length + EndLength;
        }
    }
}
