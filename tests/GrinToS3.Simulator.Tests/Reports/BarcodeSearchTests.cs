using System.Net;
using System.Text.RegularExpressions;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Simulator.Tests.Reports;

public sealed partial class BarcodeSearchTests
{
    private const string Query = "_barcode_search?execute_query=true&format=text&mode=full&barcodes=";

    // The names and their order as the spec has them, written down here a second time.
    private const string Header =
        "Barcode\tCheck-In Date\tState\tViewability\tConditions\tScannable\tOpted-Out (post-scan)\tTagging\tAudit\tMaterial Error%\tOverall Error%\tScanned Date\t"
        + "Processed Date\tAnalyzed Date\tConverted Date\tAllow Download Updated Date\tViewability Updated Date\tSource Library Bibkey\tRubbish\tDownloaded Date\t"
        + "Claimed\tOCR GTD Score\tOCR Analysis Score\tDigitization Method\tOCR'd Date";

    [Fact]
    public async Task BarcodeSearch_ShowsTheVolumesOfTheCall_InItsOrder()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 20_000 });
        var books = session.Grin.Library.Books.Take(450).Reverse().ToList();

        var lines = Lines(await session.GetTextAsync(Query + string.Join('+', books.Select(book => book.Barcode))));

        Assert.Equal(Header, lines[0]);
        Assert.Equal(books.Select(book => book.Barcode), lines[1..].Select(line => line.Split('\t')[0]));
        var names = Header.Split('\t');
        Assert.All(books.Zip(lines[1..]), pair => Assert.Equal(names.Select(name => pair.First.Report[name]), pair.Second.Split('\t')));
    }

    [Fact]
    public async Task BarcodeSearch_AgreesWithTheListsAndTheSpecsValueSpaces()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 5000 });
        var valid = new Dictionary<string, Regex>
        {
            ["Viewability"] = new("^(VIEW_(FULL|METADATA|NONE|SNIPPET))?$"),
            ["Conditions"] = new(@"^(\d+(,\d+)*)?$"),
            ["Opted-Out (post-scan)"] = new("^(true|false)?$"),
            ["Material Error%"] = new(@"^(\d{1,3}%)?$"),
            ["OCR GTD Score"] = new(@"^(\d{1,2}|100)?$"),
            ["Digitization Method"] = new("^(NON_DESTRUCTIVE|SHEETFED|DIGIFEED)?$"),
            ["Check-In Date"] = Date(),
            ["Viewability Updated Date"] = Date(),
        };

        Assert.All(session.Grin.Library.Books, book =>
        {
            var report = book.Report;
            Assert.Equal((book.State, book.ScannedDate, book.OcrDate), (report["State"], report["Scanned Date"], report["OCR'd Date"]));
            Assert.All(valid, one => Assert.Matches(one.Value, report[one.Key]));
        });

        // Each column has values, and all but two of them blanks.
        var reports = session.Grin.Library.Books.Select(book => book.Report).ToList();
        Assert.All(Header.Split('\t'), name => Assert.Contains(reports, report => report[name].Length > 0));
        Assert.All(Header.Split('\t').Except(["Barcode", "State"]), name => Assert.Contains(reports, report => report[name].Length == 0));
    }

    [Fact]
    public async Task BarcodeSearch_LeavesOutWhatThereIsNot()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 50 });
        var known = session.Grin.Library.Books.First().Barcode;

        var alone = Lines(await session.GetTextAsync(Query + known));
        Assert.Equal(2, alone.Length);
        Assert.Equal(alone, Lines(await session.GetTextAsync($"{Query}90000000000001+{known}%20nonsense")));
        Assert.Equal([Header], Lines(await session.GetTextAsync(Query + "90000000000001")));
    }

    [Theory]
    [InlineData("_barcode_search?format=text&mode=full&barcodes=1")]
    [InlineData("_barcode_search?execute_query=true&format=text&barcodes=1")]
    [InlineData("_barcode_search?execute_query=true&mode=full&barcodes=1")]
    public async Task BarcodeSearch_IsNotFound_InTheFormsThatAreNotSimulated(string address)
    {
        await using var session = await GrinSession.StartAsync();

        using var response = await session.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("_barcode_search:missing-column=State", "State", "")]
    [InlineData("_barcode_search:layout=added", "", "Title,Shelf Mark,Größe (cm)")]
    [InlineData("_barcode_search:layout=moved", "", "")]
    [InlineData("_barcode_search:layout=column", "Barcode", "Volume")]
    public async Task BarcodeSearch_HasOtherColumns_IfAFaultSaysSo(string fault, string missing, string added)
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 50, Faults = FaultPlan.Parse(fault) });
        var book = session.Grin.Library.Books.ElementAt(7);

        var lines = Lines(await session.GetTextAsync(Query + book.Barcode));

        var names = lines[0].Split('\t');
        Assert.Equal(
            Header.Split('\t').Except(missing.Split(',')).Concat(added.Split(',', StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal));
        Assert.Equal(names.Select(name => name is "Volume" ? book.Barcode : book.Report[name]), lines[1].Split('\t'));
        Assert.NotEqual(Header, lines[0]);
    }

    [Theory]
    [InlineData("_all_books:layout=moved")]
    [InlineData("_barcode_search:missing-column=Shoe Size")]
    [InlineData("archive:missing-column=State")]
    public void FaultPlan_IsRefused_IfTheLayoutIsNotOfTheResource(string rule) => Assert.False(FaultPlan.TryParse([rule], out _, out _));

    private static string[] Lines(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    [GeneratedRegex(@"^(20\d\d/\d\d/\d\d \d\d:\d\d)?$")]
    private static partial Regex Date();
}
