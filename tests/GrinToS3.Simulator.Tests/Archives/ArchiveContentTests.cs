using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using GrinToS3.Simulator.Archives;

namespace GrinToS3.Simulator.Tests.Archives;

public sealed class ArchiveContentTests
{
    private static readonly XNamespace Mets = "http://www.loc.gov/METS/";
    private static readonly XNamespace Marc = "http://www.loc.gov/MARC21/slim";
    private static readonly SimulatorOptions Options = new() { Books = 6000, ArchiveSize = SimulatorOptions.SmallestArchive };

    [Fact]
    public async Task Pages_AreWhatAReaderOfTheArchiveFinds()
    {
        var kinds = new HashSet<string>();
        foreach (var archive in Archives(150))
        {
            var unpacked = await UnpackedArchive.ReadAsync(archive);
            var texts = unpacked.FileNames.Where(name => name.Length == 12 && name.EndsWith(".txt", StringComparison.Ordinal) && name != "00000000.txt")
                .ToDictionary(name => int.Parse(name[..8], CultureInfo.InvariantCulture), name => Normalise(unpacked.Content(name)));
            Assert.Equal(Enumerable.Range(1, texts.Keys.Max()).Select(page => texts.GetValueOrDefault(page, "")), archive.Pages);
            Assert.Contains(archive.Barcode, archive.Pages[0], StringComparison.Ordinal);
            kinds.UnionWith(archive.Pages.Select(KindOf));
            kinds.UnionWith(Enumerable.Range(1, archive.Pages.Count).Where(page => !texts.ContainsKey(page)).Select(_ => "gap"));
            kinds.UnionWith(unpacked.FileNames.Where(name => name == "readme.txt"));
        }

        Assert.Superset(new HashSet<string> { "plain", "empty", "gap", "mark", "replaced", "control", "readme.txt" }, kinds);
    }

    [Fact]
    public async Task Marc_IsWhatTheRecordSays()
    {
        var all = new List<ExpectedMarc>();
        foreach (var archive in Archives(150))
        {
            var unpacked = await UnpackedArchive.ReadAsync(archive);
            var xml = XDocument.Load(new MemoryStream(unpacked.Content($"Example_{archive.Barcode}.xml")));
            var record = xml.Descendants(Mets + "dmdSec").Elements(Mets + "mdWrap").Elements(Mets + "xmlData").Elements(Marc + "record").First();
            Assert.Equal(Read(record), archive.Marc);
            all.Add(archive.Marc);
        }

        foreach (var property in typeof(ExpectedMarc).GetProperties())
        {
            Assert.True(property.Name == nameof(ExpectedMarc.Title) || all.Exists(marc => property.GetValue(marc) is null), property.Name);
            Assert.True(all.Exists(marc => property.GetValue(marc) is not null), property.Name);
        }

        Assert.Contains(all, marc => marc.Field008?.Substring(11, 4) == "9999" && marc.Date2 is null);
        Assert.Contains(all, marc => marc.Date1 == "1999");
        Assert.Contains(all, marc => marc.Field008 is { Length: < 40 });
        Assert.Contains(all, marc => marc.OclcNumbers?.Split(", ").Length == 3);
    }

    [Fact]
    public async Task Checksums_NameEveryOtherMember()
    {
        foreach (var archive in Archives(40))
        {
            var unpacked = await UnpackedArchive.ReadAsync(archive);
            var lines = Encoding.UTF8.GetString(unpacked.Content("checksum.md5")).Split('\n')[..^1];

            Assert.Equal(
                unpacked.FileNames.Where(name => name != "checksum.md5").Select(name => Md5(unpacked.Content(name)) + "  " + name).Order(), lines.Order());
            Assert.Equal(
                archive.Members, unpacked.FileNames.Select(name => new SimulatedMember(name, unpacked.Content(name).Length, Md5(unpacked.Content(name)))));
        }
    }

    [Fact]
    public void Archives_HaveAboutTheSizeThatIsAskedFor_EachItsOwn()
    {
        var archives = new SimulatedArchives(Options with { ArchiveSize = 1_000_000 });
        var sizes = Options.ToLibrary().Converted.Take(200).Select(book => (double)archives.Find(book.Barcode)!.Length).ToList();

        Assert.InRange(sizes.Average(), 900_000, 1_100_000);
        Assert.All(sizes, size => Assert.InRange(size, 400_000, 1_700_000));
        Assert.True(sizes.Distinct().Count() > 150);
    }

    [Fact]
    public async Task Archive_HasTheSameBytes_WhereverItIsMade()
    {
        await using var session = await GrinSession.StartAsync(Options);
        var elsewhere = new SimulatedArchives(Options);
        foreach (var book in Options.ToLibrary().Converted.Take(20))
        {
            var archive = elsewhere.Find(book.Barcode)!;
            using var made = new MemoryStream();
            await archive.OpenRead().CopyToAsync(made);

            Assert.Equal(made.ToArray(), await session.Client.GetByteArrayAsync(new Uri($"{book.Barcode}.tar.gz.gpg", UriKind.Relative)));
            Assert.Equal(archive.Length, made.Length);
        }
    }

    [Theory]
    [InlineData(SimulatorOptions.SmallestArchive - 1)]
    [InlineData(SimulatorOptions.LargestArchive + 1)]
    public void Constructor_Throws_IfTheSizeIsOutOfRange(long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedArchives(Options with { ArchiveSize = size }));

    private static IEnumerable<SimulatedArchive> Archives(int count)
    {
        var archives = new SimulatedArchives(Options);
        return Options.ToLibrary().Converted.Take(count).Select(book => archives.Find(book.Barcode)!);
    }

    private static string Normalise(byte[] bytes) =>
        new UTF8Encoding(false).GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string KindOf(string page) => page.Length == 0 ? "empty"
        : page[0] == '\uFEFF' ? "mark"
        : page.Contains('\uFFFD', StringComparison.Ordinal) ? "replaced"
        : page.Contains('\u0001', StringComparison.Ordinal) ? "control"
        : "plain";

    // The rules of spec: storage-config 10, read once more and in another way than they are written.
    private static ExpectedMarc Read(XElement record)
    {
        string? Control(string tag) => record.Elements(Marc + "controlfield").FirstOrDefault(field => (string?)field.Attribute("tag") == tag)?.Value;
        List<string> All(string tag, string code) =>
        [
            .. record.Elements(Marc + "datafield").Where(field => (string?)field.Attribute("tag") == tag).Elements(Marc + "subfield")
                .Where(subfield => (string?)subfield.Attribute("code") == code).Select(subfield => subfield.Value.Trim()).Where(value => value.Length > 0),
        ];
        string? First(string tag, string code) => All(tag, code).FirstOrDefault();
        string? Join(IEnumerable<string> values) => string.Join(", ", values) is { Length: > 0 } joined ? joined : null;
        var padded = Control("008")?.PadRight(40);
        string? Year(int at) => padded?.Substring(at, 4) is { } year && int.TryParse(year, NumberStyles.None, null, out _) && year != "9999" ? year : null;
        string? Filled(int at, int length) => padded?.Substring(at, length) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        return new ExpectedMarc
        {
            ControlNumber = Control("001")?.Trim(),
            Field008 = Control("008"),
            DateType = Filled(6, 1),
            Date1 = Year(7),
            Date2 = Year(11),
            Language = Filled(35, 3),
            Lccn = First("010", "a"),
            CallNumber = Join(All("050", "a")),
            Isbn = Join(All("020", "a")),
            OclcNumbers = Join(All("035", "a").Where(value => value.Contains("(OCoLC)", StringComparison.Ordinal))),
            Title = First("245", "a"),
            TitleRemainder = First("245", "b"),
            AuthorPersonal = First("100", "a"),
            AuthorCorporate = First("110", "a"),
            AuthorMeeting = First("111", "a"),
            Subjects = Join(All("650", "a").Select(value => value.TrimEnd('.'))),
            Genres = Join(All("655", "a").Select(value => value.TrimEnd('.'))),
            GeneralNote = Join(All("500", "a")),
        };
    }

#pragma warning disable CA5351 // checksum.md5 is the format.
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
