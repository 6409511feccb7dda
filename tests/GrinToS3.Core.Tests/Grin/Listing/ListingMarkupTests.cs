using System.Text;
using GrinToS3.Testing.Listing;

namespace GrinToS3.Grin.Listing;

/// <summary>Markup that is easily read wrong; each case also has the HTML library's word.</summary>
public sealed class ListingMarkupTests
{
    [Theory]
    [InlineData("<tr><td>1</td><td>a &lt b &amp; c</td></tr>", "1|a < b & c")]
    [InlineData("<tr><td>1<td>&eacute;&eacute&#233;&#xE9;&#XE9", "1|\u00e9\u00e9\u00e9\u00e9\u00e9")]
    [InlineData("<tr><td>1<td>&notit; &apos; &#39 &#151; &bogus; & &#; &#x; &", "1|\u00acit; ' ' \u2014 &bogus; & &#; &#x; &")]
    [InlineData("<tr><td>1<td>&#0;&#xD800;&#x110000;&#99999999999;x", "1|\uFFFD\uFFFD\uFFFD\uFFFDx")]
    [InlineData("<tr><td>1<td>&NotEqualTilde;&fjlig;&zwj;x", "1|\u2242\u0338fj\u200dx")]
    [InlineData("<tr><td>\u00a0 1&nbsp;<td>\r\na\r\nb\rc\n", "1|a\nb\nc")]
    [InlineData("<tr><td>1<td>a<!-- </td><td>b -->c<!-->d<!--->e<!---->f<!-- --!>g", "1|acdefg")]
    [InlineData("<tr><td>1<td>a<?x y?>b</ x>c<!x>d</>e<![CDATA[f]]>g", "1|abcdeg")]
    [InlineData("<tr><td>1<td>a < b <3 <", "1|a < b <3 <")]
    [InlineData("<tr><td>1<td>x<script>'</td><td>'</script><style></td></style>y", "1|xy")]
    [InlineData("<tr><td>1<td><a name=n>x</a><a HREF = ?a&amp;b&copy=1&lt;c>y</a>", "1|?a&b&copy=1<c")]
    [InlineData("<tr><td>1<td><a href=first href=second>y</a><a href=third>z</a>", "1|first")]
    [InlineData("<tr><td>1<td><a title='a>b' / href='x\"y'>y</a>", "1|x\"y")]
    [InlineData("<tr><td>1<td>a<table> <tr><td>b</table>c", "1|a bc")]
    [InlineData("<TR><TD>1</TD ><TD\n>a</TD/></TR x='>'>", "1|a")]
    [InlineData("</tr><td>1<td>a", "1|a")]
    [InlineData("<tr><th>no<td>1<td>a<th>no", "1|a")]
    [InlineData("<tr><td>1<td>a<td>no column", "1|a")]
    [InlineData("<tr class='even heading'><td>no<td>no<tr class=headings><td>1<td>a", "1|a")]
    [InlineData("<thead><tr><td>no<td>no</thead><tr><td>1<td>a<tfoot><tr><td>no<td>no", "1|a")]
    [InlineData("<tbody></thead><tr></td></th><td>1</body></html><td>a</caption>", "1|a")]
    [InlineData("<form><input type=hidden><tr><td>1<td>a</form>", "1|a")]
    [InlineData("loose<b>text<tr><td>1<td>a</b>", "1|a")]
    [InlineData("<caption>x<tr><td>1<td>a", "1|a")]
    [InlineData("<tr><td>1<td><select><option>a<option>b</select>", "1|ab")]
    [InlineData("<tr><td>1<td>a<svg><path/></svg>b", "1|ab")]
    [InlineData("<tr><td>1<td>a\0b", "1|ab")]
    public void Read_GivesValues(string rows, string expected)
    {
        var page = ListingParserTests.Page("Barcode", rows);

        var row = Assert.Single(ListingReading.ReadComplete(page).Rows);

        Assert.Equal(expected, string.Join('|', row.Values));
        Assert.Equal(HtmlLibraryListing.Read(Encoding.UTF8.GetBytes(page))!.ToString(), ListingReading.ReadComplete(page).ToString());
    }

    [Theory]
    [InlineData("<tr><td>1<td>a</th>b")]
    [InlineData("<tr><td>1<td>a<table>moved</table>")]
    [InlineData("<tr><td>1<td>a<table><b>moved</b></table>")]
    [InlineData("<tr><td>1<td><pre>\na")]
    [InlineData("<pre><tr><td>1<td>a")]
    [InlineData("<tr><td>1<td><textarea>a</textarea>")]
    [InlineData("<tr><td>1<td><select><td></select>")]
    [InlineData("<tr><td>1<td><svg><p></svg>")]
    [InlineData("<tr><td>1<td><svg><![CDATA[>]]></svg>")]
    [InlineData("<tr><td>1<td><math></math>")]
    [InlineData("<tr><td>1<td><template>a</template>")]
    [InlineData("<tr><td>1<td>a<plaintext>")]
    [InlineData("<tr><td>1<td><script><!--<script></script>-->")]
    [InlineData("<tr><td>1<td><a href='?first=1'>next")]
    [InlineData("<tr><a href='?first=1'>next</a><td>1<td>a")]
    [InlineData("<tr><td>1<td>a<table></table><tr><table>")]
    [InlineData("<tr><td>1<td>a</table><table><td><table><tr class=heading><td></table>", false)]
    public void Read_GivesLayoutChanged_IfMarkupMovesContent(string rows, bool fails = true)
    {
        var page = Encoding.UTF8.GetBytes(ListingParserTests.Page("Barcode", rows));

        Assert.Equal(fails ? GrinErrorKind.LayoutChanged : null, ListingReading.Read(page).Error?.Kind);
    }

    [Theory]
    [InlineData("<table><tr><td>x<td>y<tr class=heading><td><span class=hd3>Barcode</span></table>")]
    [InlineData("<table><tr class=heading><td><span class=hd3>Barcode</table>")]
    [InlineData("<table><tr class=heading><td><a><span class=hd3>Bar<a>code</a></span></table>")]
    [InlineData("<table><tr><td><table><tr class=heading><td><span class=hd3>Barcode</span></table><tr class=heading><td></table>")]
    public void Read_GivesLayoutChanged_IfHeadingIsUncertain(string page) =>
        Assert.Equal(GrinErrorKind.LayoutChanged, ListingReading.ReadError(page).Kind);

    [Fact]
    public void Read_ReplacesBytesThatAreNoUtf8()
    {
        byte[] page = [.. "<table><tr class=heading><td><span class=hd3>Barcode</span><td><span class=hd3>Title</span><tr><td>1<td>"u8, 0xE2, 0x82, .. "<b>"u8, 0xAC, .. "x</table>"u8];

        var (listing, error) = ListingReading.Read(page);

        Assert.Null(error);
        Assert.Equal("\uFFFD\uFFFDx", listing!.Rows[0].Values[1]);
    }
}
