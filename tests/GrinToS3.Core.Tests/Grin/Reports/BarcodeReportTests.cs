using System.Text;

namespace GrinToS3.Grin.Reports;

public sealed class BarcodeReportTests
{
    [Fact]
    public void Next_GivesEachRowByName_WhereverTheColumnsStand()
    {
        var report = Open("State\tBarcode\tTitle\nNEW\tA1\tÜber\n\tA2\t\n")!;

        Assert.Equal(["State", "Barcode", "Title"], report.Names);
        Assert.Equal(["A1: NEW, A1, Über", "A2: , A2, "], Rows(report));
        Assert.Equal(0, report.UnevenRows);
    }

    [Theory]
    [InlineData("Barcode\tA\tB\nx\t1\nx2\t1\t2\t3\n", 2, "x: x, 1, ", "x2: x2, 1, 2")]
    [InlineData("Barcode\tA\tB\r\nx\t1\t2\r\n\r\n", 0, "x: x, 1, 2")]
    [InlineData("\uFEFFBarcode\tA\n x \t 1 \n", 0, "x: x, 1")]
    [InlineData("Barcode\tA\n\t1\nx\t2\n\n  \n", 1, "x: x, 2")]
    [InlineData("Barcode\tA\nx\t2", 0, "x: x, 2")]
    [InlineData("Barcode\nx\ny", 0, "x: x", "y: y")]
    [InlineData("Barcode\tA\n", 0)]
    public void Next_PadsCutsAndSkips_AsTheSpecSays(string body, int uneven, params string[] rows)
    {
        var report = Open(body)!;

        Assert.Equal(rows, Rows(report));
        Assert.Equal(uneven, report.UnevenRows);
    }

    [Theory]
    [InlineData("Barcode\tState\nx\tNEW\ny\tNE", 3, false)]
    [InlineData("Barcode\tState\nx\tNEW\ny\tNEW", 2, true)]
    [InlineData("Barcode\tState\nx\tNEW\n", 2, true)]
    [InlineData("Barcode\tState\n", 2, true)]
    public void Open_TakesALineWithoutAnEnd_IfItIsTheLastThatWasAskedFor(string body, int asked, bool isWhole)
    {
        var report = BarcodeReport.Open(Encoding.UTF8.GetBytes(body), asked);

        Assert.Equal(isWhole ? null : GrinErrorKind.BodyTruncated, report.Error?.Kind);
    }

    [Theory]
    [InlineData("", GrinErrorKind.UnexpectedReply)]
    [InlineData("\n\n", GrinErrorKind.UnexpectedReply)]
    [InlineData("<html><body>Hello</body></html>", GrinErrorKind.UnexpectedReply)]
    [InlineData("<html><body>Your request is unavailable</body></html>", GrinErrorKind.SoftErrorPage)]
    [InlineData("<html><form action='https://accounts.google.com/ServiceLogin'></form></html>", GrinErrorKind.LoginPage)]
    [InlineData("Volume\tState\nx\tNEW\n", GrinErrorKind.LayoutChanged)]
    [InlineData("barcode\tState\nx\tNEW\n", GrinErrorKind.LayoutChanged)]
    [InlineData("Barcode\tState\tState\nx\tNEW\tOLD\n", GrinErrorKind.LayoutChanged)]
    [InlineData("Barcode\tState", GrinErrorKind.BodyTruncated)]
    [InlineData("Barcode\tState\tA\nx\tNEW\t1\ny\tN", GrinErrorKind.BodyTruncated)]
    public void Open_SaysWhatItIs_IfItIsNoWholeReport(string body, GrinErrorKind kind)
    {
        var report = BarcodeReport.Open(Encoding.UTF8.GetBytes(body));

        Assert.Equal(kind, report.Error?.Kind);
        Assert.DoesNotContain('\n', report.Error!.Message);
    }

    [Fact]
    public void Open_RefusesIt_IfItIsNotUtf8OrHasAnEndlessLine()
    {
        Assert.Equal(GrinErrorKind.UnexpectedReply, BarcodeReport.Open("Barcode\tA\nx\t\xFF\n"u8.ToArray().Select(static one => one is 0xC3 ? (byte)0xFF : one).ToArray()).Error?.Kind);
        Assert.Equal(GrinErrorKind.LayoutChanged, BarcodeReport.Open(Encoding.UTF8.GetBytes($"Barcode\tA\nx\t{new string('a', 70_000)}\n")).Error?.Kind);
    }

    private static BarcodeReport? Open(string body) => BarcodeReport.Open(Encoding.UTF8.GetBytes(body)).Value;

    private static List<string> Rows(BarcodeReport report)
    {
        var rows = new List<string>();
        while (report.Next())
        {
            var fields = new List<string>();
            for (var column = 0; column < report.Names.Count; column++)
            {
                fields.Add(Encoding.UTF8.GetString(report[column]));
            }

            rows.Add($"{Encoding.UTF8.GetString(report.Barcode)}: {string.Join(", ", fields)}");
        }

        return rows;
    }
}
