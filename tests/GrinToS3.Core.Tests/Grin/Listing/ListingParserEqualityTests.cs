using System.Text;
using GrinToS3.Testing.Listing;

namespace GrinToS3.Grin.Listing;

/// <summary>Our parser gives what an HTML library gives, or an error; never other rows.</summary>
[Collection(Alone.Name)]
public sealed class ListingParserEqualityTests
{
    private const int SloppyPages = 50_000;
    private const int DamagedPages = 150_000;

    // Without a limit the loop takes every thread that the pool adds, until dozens compete for the cores.
    private static readonly ParallelOptions OneACore = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private static readonly byte[][] Fragments = [.. new[]
    {
        "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<tbody>", "</tbody>", "<thead>", "</thead>", "<tfoot>", "<th>", "</th>",
        "<tr class=heading>", "<tr class=\"heading\">", "<span class=hd3>Barcode</span>", "</span>", "<span class=hd3>", "<caption>", "</caption>",
        "<col>", "<colgroup>", "</colgroup>", "<a href=x>", "<a href='?first=5'>", "<a href=\"?ctoken=5\">next</a>", "</a>", "<!--", "-->", "--!>", "<!-->", "<!",
        "<?", "</", "</>", "<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "</title>", "<select>", "</select>",
        "<option>", "<svg>", "</svg>", "<math>", "<template>", "<plaintext>", "<xmp>", "<noscript>", "</noscript>", "<form>", "</form>", "<input type=hidden>",
        "<b>", "</b>", "<i>", "<p>", "</p>", "<div>", "</div>", "<br>", "</br>", "<pre>", "<button>", "<object>", "<frameset>", "<body>", "</body>", "<html>",
        "</html>", "<head>", "&amp", "&#", "&#x", "&lt;", "&notit;", "&nbsp;", "&#0;", "&#128;", "&#xD800;", "&", ";", "\"", "'", "=", ">", "<", "/", "\0", "\r", "\n",
        "\uFEFF", "<![CDATA[", "]]>", "Your request is unavailable", "<nobr>", "<image>", "<isindex>", "<hr>", "<li>", "<marquee>",
    }.Select(Encoding.UTF8.GetBytes), [0xE2], [0xE2, 0x82], [0xFF], [0xC0, 0x80]];

    [Fact]
    public void Read_EqualsHtmlLibrary_IfPageIsTidy() => Check(2_000, (random, _) => (Generate(random, isSloppy: false), true));

    [Fact]
    public void Read_EqualsHtmlLibrary_IfPageIsSloppyButLegal() => Check(SloppyPages, (random, _) => (Generate(random, isSloppy: true), true));

    [Fact]
    public void Read_EqualsHtmlLibraryOrFails_IfPageIsDamaged() => Check(DamagedPages, (random, i) =>
    {
        var mutator = new ByteMutator(random, Fragments);
        return (mutator.Mutate(Generate(random, isSloppy: i % 2 == 0)), false);
    });

    private static byte[] Generate(Random random, bool isSloppy) =>
        Encoding.UTF8.GetBytes(new ListingPageGenerator(random, isSloppy).Make(random.Next(0, 4)));

    private static void Check(int pages, Func<Random, int, (byte[] Page, bool MustRead)> make) => Parallel.For(0, pages, OneACore, seed =>
    {
        var random = new Random(seed);
        var (page, mustRead) = make(random, seed);
        var (listing, error) = ListingReading.Read(page);
        var expected = HtmlLibraryListing.Read(page);
        if (error is null ? listing!.ToString() != expected?.ToString() : mustRead)
        {
            Assert.Fail($"seed {seed}: {error?.Kind} {error?.Message}\n--- page\n{Encoding.UTF8.GetString(page)}\n--- ours\n{listing}\n--- library\n{expected}");
        }

        if (seed % 3 != 0)
        {
            return;
        }

        var (again, errorAgain) = ListingReading.Read(page, random, longestPiece: 1 << random.Next(8));
        Assert.True(
            again?.ToString() == listing?.ToString() && errorAgain == error,
            $"seed {seed}: another result in pieces\n--- page\n{Encoding.UTF8.GetString(page)}\n--- whole {error}\n{listing}\n--- pieces {errorAgain}\n{again}");
    });
}
