using System.Text;
using GrinToS3.Progress;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives.Marc;

public sealed class MarcTests
{
    [Fact]
    public void From_GivesTheColumns_OfARecord()
    {
        const string Fields = """
            <marc:controlfield tag="001"> 990012345 </marc:controlfield>
            <marc:controlfield tag="001">second</marc:controlfield>
            <marc:controlfield tag="008">850101m18739999nyua     b    001 0 eng d</marc:controlfield>
            <marc:datafield tag="010"><marc:subfield code="a">   85012345 </marc:subfield></marc:datafield>
            <marc:datafield tag="020"><marc:subfield code="a">0123456789 (v. 1)</marc:subfield><marc:subfield code="z">no</marc:subfield></marc:datafield>
            <marc:datafield tag="020"><marc:subfield code="a"> </marc:subfield><marc:subfield code="a">0123456797</marc:subfield></marc:datafield>
            <marc:datafield tag="035"><marc:subfield code="a">(MiU)990012345</marc:subfield><marc:subfield code="a">(OCoLC)1, two</marc:subfield></marc:datafield>
            <marc:datafield tag="035"><marc:subfield code="a">(OCoLC)12345</marc:subfield></marc:datafield>
            <marc:datafield tag="050"><marc:subfield code="a">QK541</marc:subfield><marc:subfield code="b">.M6</marc:subfield></marc:datafield>
            <marc:datafield tag="100" ind1="1"><marc:subfield code="a">Fell, Ada,</marc:subfield></marc:datafield>
            <marc:datafield tag="110"><marc:subfield code="a">Northern &amp; Co.</marc:subfield></marc:datafield>
            <marc:datafield tag="111"><marc:subfield code="a">Moss congress</marc:subfield></marc:datafield>
            <marc:datafield tag="245"><marc:subfield code="a">
                Mosses /</marc:subfield><marc:subfield code="b">a <![CDATA[<guide>]]>.</marc:subfield></marc:datafield>
            <marc:datafield tag="245"><marc:subfield code="a">other</marc:subfield></marc:datafield>
            <marc:datafield tag="500"><marc:subfield code="a">First note.</marc:subfield></marc:datafield>
            <marc:datafield tag="500"><marc:subfield code="a">Second note.</marc:subfield></marc:datafield>
            <marc:datafield tag="650"><marc:subfield code="a">Mosses...</marc:subfield><marc:subfield code="x">England.</marc:subfield></marc:datafield>
            <marc:datafield tag="650"><marc:subfield code="a">.</marc:subfield><marc:subfield code="a">Bogs .</marc:subfield></marc:datafield>
            <marc:datafield tag="655"><marc:subfield code="a">Handbooks.</marc:subfield></marc:datafield>
            <marc:datafield tag="880"><marc:subfield code="a">vernacular</marc:subfield></marc:datafield>
            """;

        Assert.Equal(
            """
            marc_control_number=990012345
            marc_date_type=m
            marc_date_1=1873
            marc_date_2=
            marc_language=eng
            marc_lccn=85012345
            marc_lc_call_number=QK541
            marc_isbn=0123456789 (v. 1), 0123456797
            marc_oclc_numbers=(OCoLC)1, two, (OCoLC)12345
            marc_title=Mosses /
            marc_title_remainder=a <guide>.
            marc_author_personal=Fell, Ada,
            marc_author_corporate=Northern & Co.
            marc_author_meeting=Moss congress
            marc_subjects=Mosses, Bogs
            marc_genres=Handbooks
            marc_general_note=First note., Second note.
            """,
            string.Join('\n', Columns(Fields).Select(static column => $"{column.Key}={column.Value}")));
    }

    [Theory]
    // gaps 14: a record whose last two positions are blank keeps its dates and its language.
    [InlineData("850101s1873    nyua     b    001 0 eng  ", "s", "1873", null, "eng")]
    // gaps 13: 1999 is a year; only 9999 stands for an open end.
    [InlineData("990101s1999    nyu           000 0 eng d", "s", "1999", null, "eng")]
    [InlineData("990101m19999999nyu           000 0 ger d", "m", "1999", null, "ger")]
    [InlineData("990101m09999990nyu           000 0 ger d", "m", "0999", "9990", "ger")]
    [InlineData("990101c19uu9999nyu           000 0    ", "c", null, null, null)]
    [InlineData("990101         nyu           000 0 |||||", null, null, null, "|||")]
    [InlineData("990101s1873", "s", "1873", null, null)]
    [InlineData("\n850101s1873    nyua     b    001 0 eng  \n", "s", "1873", null, "eng")]
    [InlineData("", null, null, null, null)]
    public void From_ReadsPositionsOf008(string value, string? type, string? first, string? second, string? language)
    {
        var columns = Columns($"<marc:controlfield tag=\"008\">{value}</marc:controlfield>");

        Assert.Equal([type, first, second, language], columns.Skip(1).Take(4).Select(static column => column.Value));
    }

    [Fact]
    public void From_NamesTheColumnsOfTheProgressFile()
    {
        var columns = Enum.GetValues<BookColumn>().Select(static column => column.SqlName()).Where(static name => name.StartsWith("marc_", StringComparison.Ordinal));

        Assert.Equal(columns.SkipLast(1), Columns("").Select(static column => column.Key));
        Assert.All(Columns(""), static column => Assert.Null(column.Value));
    }

    [Theory]
    [InlineData("<mets xmlns='http://www.loc.gov/METS/'><x><dmdSec><mdWrap><xmlData><record xmlns='http://www.loc.gov/MARC21/slim'><controlfield tag='001'>1</controlfield></record></xmlData></mdWrap></dmdSec></x></mets>", "1")]
    [InlineData("<mets xmlns='http://www.loc.gov/METS/'><dmdSec/><dmdSec><mdWrap><xmlData><record/><m:record xmlns:m='http://www.loc.gov/MARC21/slim'><m:controlfield tag='001'>1</m:controlfield></m:record></xmlData></mdWrap></dmdSec></mets>", "1")]
    [InlineData("<mets xmlns='http://www.loc.gov/METS/'><dmdSec><mdWrap><x><xmlData><record xmlns='http://www.loc.gov/MARC21/slim'/></xmlData></x></mdWrap></dmdSec></mets>", null)]
    [InlineData("<mets xmlns='http://www.loc.gov/METS/'><mdWrap><xmlData><record xmlns='http://www.loc.gov/MARC21/slim'/></xmlData></mdWrap></mets>", null)]
    [InlineData("<mets xmlns='http://www.loc.gov/METS/'><dmdSec><mdWrap><xmlData><record/></xmlData></mdWrap></dmdSec></mets>", null)]
    public void Read_FollowsThePathOfTheSpecification(string mets, string? number)
    {
        var record = MetsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(mets)), out var problem);

        Assert.Equal(number, record?.Control("001"));
        Assert.Equal(number is null ? "has no MARC record" : null, problem);
    }

    [Theory]
    [InlineData("<html/>", "is not METS")]
    [InlineData("<mets/>", "is not METS")]
    [InlineData("", "is not well-formed XML")]
    [InlineData("<mets xmlns='http://www.loc.gov/METS/'><dmdSec></mets>", "is not well-formed XML")]
    [InlineData("<!DOCTYPE mets [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><mets xmlns='http://www.loc.gov/METS/'>&a;</mets>", "DTD")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><mets/>", "is not well-formed XML")]
    public void Read_NamesTheProblem_IfThereIsNoRecord(string xml, string expected)
    {
        Assert.Null(MetsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
    }

    [Fact]
    public void Read_NamesTheProblem_IfElementsAreTooDeepOrTheRecordIsTooLarge()
    {
        var deep = $"<mets xmlns='http://www.loc.gov/METS/'>{string.Concat(Enumerable.Repeat("<a>", 100_000))}";
        var large = SampleMets.Make(fields: $"<marc:controlfield tag='001'>{new string('x', 2_000_000)}</marc:controlfield>");

        Assert.Null(MetsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(deep)), out var problem));
        Assert.Contains("deeper", problem, StringComparison.Ordinal);
        Assert.Null(MetsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(large)), out problem));
        Assert.Contains("characters", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TakesTheFirstXmlThatHasARecord()
    {
        var tar = new TarBuilder().Add("a.xml", "<html/>"u8).Add("b.xml", "<broken"u8).Add("c.xml", Encoding.UTF8.GetBytes(SampleMets.Make(3))).End();

        var contents = ArchiveReading.Unpack(tar);

        Assert.Equal("850101s1999    nyua     b    001 0 eng  ", contents.Marc!.Control("008"));
        Assert.Null(contents.MarcProblem);
        Assert.Equal("'a.xml' is not METS", ArchiveReading.Unpack(new TarBuilder().Add("a.xml", "<html/>"u8).End()).MarcProblem);
        Assert.Equal("the archive has no XML file", ArchiveReading.Unpack(new TarBuilder().Add("a", "x"u8).End()).MarcProblem);
    }

    private static IReadOnlyList<KeyValuePair<string, string?>> Columns(string fields)
    {
        var record = MetsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(SampleMets.Make(fields: fields))), out var problem);
        Assert.Null(problem);
        return MarcColumns.From(record!);
    }
}
