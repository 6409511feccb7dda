using System.Text;

namespace GrinToS3.Grin.Listing;

/// <summary>What a page may hold of anything is bounded, and so is the memory that one takes.</summary>
[Collection(Alone.Name)]
public sealed class ListingParserLimitTests
{
    private const int Endless = 5_000_000;
    private const int MostMemory = 4_800_000;

    public static TheoryData<string, string> EndlessPages => new()
    {
        { "<table><tr class=heading><td><span class=hd3>Barcode</span><tr><td>", "x" },
        { "<table><tr class=heading><td><span class=hd3>Barcode</span><tr><td>", "&amp;<b>" },
        { "<table><tr class=heading><td><span class=hd3>Barcode</span><tr>", "<td>x" },
        { "<table><tr class=heading><td><span class=hd3>", "x" },
        { "<table><tr class=heading>", "<td><span class=hd3>n</span>" },
        { "<table", " a=b" },
        { "<a href=\"first=", "x" },
        { "<a href='?first=1'>", "x" },
        { "<table", "x" },
        { "", "<table><tr><td>" },
        { "<!--", "-" },
        { "<script>", "<" },
        { "<title>", "</titl" },
        { "", "<" },
        { "<svg>", "<g>" },
        { "", "<b>" },
    };

    [Theory]
    [MemberData(nameof(EndlessPages))]
    public void Complete_GivesErrorInBoundedMemory_IfPageNeverEnds(string start, string repeated)
    {
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 16_000 / repeated.Length)));
        var parser = new ListingParser(new NoSink());
        var before = GC.GetAllocatedBytesForCurrentThread();
        parser.Write(Encoding.UTF8.GetBytes(start));
        for (var written = 0; written < Endless; written += piece.Length)
        {
            parser.Write(piece);
        }

        var error = parser.Complete().Error;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(error?.Kind is GrinErrorKind.LayoutChanged or GrinErrorKind.BodyTruncated, $"{error}");
        Assert.True(allocated < MostMemory, $"{allocated:N0} bytes allocated");
    }

    [Fact]
    public void Write_TakesLinearTime_IfLongTagComesByteByByte()
    {
        var parser = new ListingParser(new NoSink());
        var start = Environment.CpuUsage.TotalTime;
        parser.Write("<td x="u8);
        for (var i = 0; i < 300_000; i++)
        {
            parser.Write("x"u8);
        }

        Assert.False(parser.Complete().IsSuccess);
        // With the tag read again from its start at every byte it takes minutes. Time of the processor, for a busy machine takes longer by the clock.
        var spent = Environment.CpuUsage.TotalTime - start;
        Assert.True(spent < TimeSpan.FromSeconds(20), $"{spent}");
    }

    private sealed class NoSink : IListingSink
    {
        public void OnHeading(ListingColumns columns)
        {
        }

        public void OnRow(in ListingRow row)
        {
        }
    }
}
