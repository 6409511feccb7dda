using System.Formats.Tar;
using System.Text;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives.Tar;

public sealed class TarReaderTests
{
    private static readonly string LongName = $"{string.Join('/', Enumerable.Repeat("a-rather-long-folder", 12))}/00000001.jp2";

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Run_GivesTheMembers_OfEveryForm(TarEntryFormat format)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, format, leaveOpen: true))
        {
            writer.WriteEntry(Entry(format, TarEntryType.Directory, "volume", null));
            writer.WriteEntry(Entry(format, File(format), "volume/00000001.txt", "page"u8.ToArray()));
            writer.WriteEntry(Entry(format, File(format), format is TarEntryFormat.V7 or TarEntryFormat.Ustar ? "./short" : LongName, new byte[1000]));
        }

        var members = ArchiveReading.Unpack(tar.ToArray()).Members;

        Assert.Equal(["volume/00000001.txt", format is TarEntryFormat.V7 or TarEntryFormat.Ustar ? "short" : LongName], members.Select(static member => member.Name));
        Assert.Equal([4L, 1000L], members.Select(static member => member.Size));
        Assert.Equal("71860c77c6745379b0d44304d66b6a13", members[0].Md5);
    }

    [Fact]
    public void Run_JoinsThePrefix_OfThePosixForm()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(Entry(TarEntryFormat.Ustar, TarEntryType.RegularFile, $"{new string('d', 120)}/00000001.jp2", [1]));
        }

        Assert.Equal($"{new string('d', 120)}/00000001.jp2", ArchiveReading.Unpack(tar.ToArray()).Members[0].Name);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("a/..")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\..\\evil")]
    [InlineData("C:evil")]
    [InlineData("a\nb")]
    [InlineData(".")]
    [InlineData("./")]
    public void Run_GivesUnsafeMember_IfTheNameLeadsOut(string name)
    {
        var error = ArchiveReading.UnpackError(new TarBuilder().Add("first", "x"u8).Add(name, "x"u8).End());

        Assert.Equal(ArchiveErrorKind.UnsafeMember, error.Kind);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/evil")]
    [InlineData("a\0b")]
    public void Run_GivesUnsafeMember_IfALongNameLeadsOut(string name)
    {
        var pax = new TarBuilder().Add("pax", TarBuilder.Pax("path", name), 'x').Add("harmless").End();
        Assert.Equal(ArchiveErrorKind.UnsafeMember, ArchiveReading.UnpackError(pax).Kind);
        if (!name.Contains('\0', StringComparison.Ordinal))
        {
            var gnu = new TarBuilder().Add("././@LongLink", Encoding.UTF8.GetBytes(name + "\0"), 'L').Add("harmless").End();
            Assert.Equal(ArchiveErrorKind.UnsafeMember, ArchiveReading.UnpackError(gnu).Kind);
        }
    }

    [Theory]
    [InlineData('1', "a link")]
    [InlineData('2', "a link")]
    [InlineData('3', "a device")]
    [InlineData('4', "a device")]
    [InlineData('6', "a pipe")]
    [InlineData('S', "a sparse file")]
    [InlineData('M', "not known")]
    [InlineData('V', "not known")]
    public void Run_GivesUnsafeMember_IfItIsNeitherFileNorFolder(char type, string what)
    {
        var error = ArchiveReading.UnpackError(new TarBuilder().Add("00000001.jp2", "x"u8).Add("evil", default, type).End());

        Assert.Equal(ArchiveErrorKind.UnsafeMember, error.Kind);
        Assert.Contains("'evil'", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_GivesUnsafeMember_IfAPaxHeaderMakesItSparse() => Assert.Equal(
        ArchiveErrorKind.UnsafeMember,
        ArchiveReading.UnpackError(new TarBuilder().Add("pax", TarBuilder.Pax("GNU.sparse.major", "1"), 'x').Add("a", "x"u8).End()).Kind);

    [Fact]
    public void Run_GivesTarDamaged_IfCutAnywhere()
    {
        var tar = new TarBuilder().Add("volume", default, '5').Add("pax", TarBuilder.Pax("path", "other"), 'x').Add("a", new byte[700]).Add("b", "x"u8).End();
        Assert.Equal(["other", "b"], ArchiveReading.Unpack(tar).Members.Select(static member => member.Name));
        for (var length = 1; length < tar.Length; length++)
        {
            Assert.Equal(ArchiveErrorKind.TarDamaged, ArchiveReading.UnpackError(tar[..length]).Kind);
        }
    }

    [Fact]
    public void Run_LetsZerosFollowTheEnd_AndNothingElse()
    {
        var tar = new TarBuilder().Add("a", "x"u8).End();

        Assert.Single(ArchiveReading.Unpack([.. tar, .. new byte[10_000]]).Members);
        Assert.Equal(ArchiveErrorKind.TarDamaged, ArchiveReading.UnpackError([.. tar, .. new byte[100], 1]).Kind);
        Assert.Equal(ArchiveErrorKind.TarDamaged, ArchiveReading.UnpackError([.. tar, .. tar]).Kind);
        Assert.Equal(ArchiveErrorKind.TarDamaged, ArchiveReading.UnpackError([.. tar[..1024], .. new byte[512], .. tar]).Kind);
        Assert.Equal(ArchiveErrorKind.TarDamaged, ArchiveReading.UnpackError(new byte[1024]).Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(124)]
    [InlineData(148)]
    [InlineData(156)]
    [InlineData(400)]
    public void Run_GivesTarDamaged_IfAHeaderIsChanged(int at)
    {
        var tar = new TarBuilder().Add("a", "x"u8).End();
        tar[at] ^= 1;

        Assert.Equal(ArchiveErrorKind.TarDamaged, ArchiveReading.UnpackError(tar).Kind);
    }

    [Theory]
    [InlineData("5 a=b")]
    [InlineData("99 path=x\n")]
    [InlineData("-5 path=x\n")]
    [InlineData("x")]
    [InlineData("9 size=x\n")]
    public void Run_GivesTarDamaged_IfAPaxHeaderIsNotWellFormed(string records) => Assert.Equal(
        ArchiveErrorKind.TarDamaged,
        ArchiveReading.UnpackError(new TarBuilder().Add("pax", Encoding.ASCII.GetBytes(records), 'x').Add("a", "x"u8).End()).Kind);

    [Fact]
    public void Run_GivesTooLarge_IfALimitIsPassed()
    {
        Assert.Equal(ArchiveErrorKind.TooLarge, ArchiveReading.UnpackError(new TarBuilder().Add("a", "x"u8, size: 1L << 40).End()).Kind);
        Assert.Equal(ArchiveErrorKind.TooLarge, Limited(new ArchivePassOptions { MostMembers = 2 }));
        Assert.Equal(ArchiveErrorKind.TooLarge, Limited(new ArchivePassOptions { LargestUnpacked = 2000 }));
        Assert.Equal(ArchiveErrorKind.TooLarge, Limited(new ArchivePassOptions { LargestPageText = 10, PageTextSink = new MemoryStream() }));

        static ArchiveErrorKind Limited(ArchivePassOptions options) =>
            ArchiveReading.UnpackError(new TarBuilder().Add("a", "x"u8).Add("00000001.txt", new byte[1000]).Add("c", new byte[1000]).End(), options).Kind;
    }

    private static TarEntryType File(TarEntryFormat format) => format is TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name, byte[]? content)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        if (content is not null)
        {
            entry.DataStream = new MemoryStream(content);
        }

        return entry;
    }
}
