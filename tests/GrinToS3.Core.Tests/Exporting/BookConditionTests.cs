using System.Text;
using GrinToS3.Progress;

namespace GrinToS3.Exporting;

public sealed class BookConditionTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public BookConditionTests()
    {
        _folder.Add("iso", ("scanned_date", "2019-10-02T18:40:00"), ("grin_state", "CONVERTED"), ("marc_date_1", "1899"), ("sync_timestamp", "2026-01-05T18:06:08.123456+00:00"), ("is_decrypted", "1"));
        _folder.Add("slash", ("scanned_date", "2019/10/02 18:40"), ("grin_state", "CHECKED_IN"), ("marc_date_1", "1900"), ("sync_timestamp", "2026-01-05T18:06:08+00:00"), ("is_decrypted", "0"));
        _folder.Add("later", ("scanned_date", "2019/10/03 00:00"), ("grin_state", "it's; DROP TABLE books --"), ("marc_date_1", "19uu"), ("sync_timestamp", ""));
        _folder.Add("words", ("scanned_date", "in process"), ("grin_state", ""), ("title", "Größe"));
        _folder.Add("blank", ("scanned_date", ""));
    }

    [Theory]
    [InlineData("grin_state=CONVERTED", "iso")]
    [InlineData("grin_state=CONVERTED, CHECKED_IN", "iso slash")]
    [InlineData(" grin_state = CONVERTED,", "iso words blank")]
    [InlineData("grin_state!=CONVERTED", "slash later words blank")]
    [InlineData("grin_state=", "words blank")]
    [InlineData("grin_state!=", "iso slash later")]
    [InlineData("grin_state!=,CONVERTED", "slash later")]
    [InlineData("grin_state=it's; DROP TABLE books --", "later")]
    [InlineData("grin_state=converted", "")]
    [InlineData("title=Größe", "words")]
    [InlineData("scanned_date=2019-10-02", "iso slash")]
    [InlineData("scanned_date=2019/10/02 18:40", "iso slash")]
    [InlineData("scanned_date=2019-10-02T18:40:00", "iso slash")]
    [InlineData("scanned_date=2019-10-02T18:40:01", "")]
    [InlineData("scanned_date>=2019-10-02", "iso slash later")]
    [InlineData("scanned_date>2019-10-02", "later")]
    [InlineData("scanned_date>2019-10", "")]
    [InlineData("scanned_date<=2019-10-02", "iso slash")]
    [InlineData("scanned_date<=2019", "iso slash later")]
    [InlineData("scanned_date<2019-10-02T18:40", "")]
    [InlineData("scanned_date<2019-10-02T18:41", "iso slash")]
    [InlineData("scanned_date!=2019-10-02", "later words blank")]
    [InlineData("scanned_date=,2019-10-03", "later blank")]
    [InlineData("scanned_date!=", "iso slash later words")]
    [InlineData("sync_timestamp<=2026-01-05T18:06:08", "iso slash")]
    [InlineData("sync_timestamp>=2026-01-06", "")]
    [InlineData("sync_timestamp=", "later words blank")]
    [InlineData("marc_date_1>=1900", "slash")]
    [InlineData("marc_date_1!=1900", "iso later words blank")]
    [InlineData("marc_date_1<1900", "iso")]
    [InlineData("is_decrypted=true", "iso")]
    [InlineData("is_decrypted!=true", "slash later words blank")]
    [InlineData("is_decrypted=false", "slash later words blank")]
    public void Read_TakesTheVolumesThatFulfilIt(string condition, string barcodes) => Assert.Equal(barcodes, Barcodes(condition));

    [Fact]
    public void Read_TakesTheVolumesThatFulfilAll_InTheOrderOfTheTable()
    {
        Assert.Equal("slash", Barcodes("grin_state!=CONVERTED", "sync_timestamp!="));
        Assert.Equal("iso slash", Barcodes($"barcode=slash,iso,{string.Join(',', Enumerable.Range(0, 5000))}"));
        Assert.Equal(5, _folder.Sql("SELECT barcode FROM books").Count);
    }

    [Theory]
    [InlineData("", "is no condition")]
    [InlineData("grin_state", "is no condition")]
    [InlineData("grin_state LIKE 'x'", "is no condition")]
    [InlineData("=CONVERTED", "is no condition")]
    [InlineData("grin_sate=CONVERTED", "there is no column 'grin_sate'; did you mean grin_state?")]
    [InlineData("1=1", "there is no column '1'; there are: barcode, title,")]
    [InlineData("grin_state>CONVERTED", "grin_state is no date")]
    [InlineData("scanned_date>", "needs one date")]
    [InlineData("scanned_date>2019,2020", "needs one date")]
    [InlineData("scanned_date=yesterday", "'yesterday' is no date")]
    [InlineData("scanned_date>=2019-13", "'2019-13' is no date")]
    [InlineData("scanned_date>=2019-1-1", "'2019-1-1' is no date")]
    [InlineData("is_decrypted=1", "is_decrypted is true or false")]
    public void TryParse_SaysWhatIsWrong(string text, string problem)
    {
        Assert.False(BookCondition.TryParse(text, out var condition, out var said));
        Assert.Null(condition);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("barcod", "did you mean barcode?")]
    [InlineData("Barcode", "did you mean barcode?")]
    [InlineData("marc date 1", "did you mean marc_date_1 or marc_date_2?")]
    [InlineData("oclc", "did you mean marc_oclc_numbers?")]
    [InlineData("zzz", "there are: barcode, title,")]
    public void TryParse_NamesTheColumnsThatAreNear(string name, string said)
    {
        Assert.False(BookColumns.TryParse(name, out _, out var problem));
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Barcodes(params string[] conditions)
    {
        var parsed = conditions.Select(static text => BookCondition.TryParse(text, out var condition, out var problem) ? condition! : throw new FormatException(problem));
        return Encoding.UTF8.GetString(_folder.Export(ExportFormat.Csv, new BookSelection([BookColumn.Barcode], [.. parsed])))["Barcode\r\n".Length..].Trim().Replace("\r\n", " ", StringComparison.Ordinal);
    }
}
