using System.Globalization;
using System.Text;

namespace GrinToS3.Testing.Archives;

/// <summary>METS files with a MARC record, as they lie in archives.</summary>
public static class SampleMets
{
    /// <summary>The fields of the usual record.</summary>
    public const string Fields = """
        <marc:leader>00000nam a2200000 a 4500</marc:leader>
        <marc:controlfield tag="001"> 990012345 </marc:controlfield>
        <marc:controlfield tag="008">850101s1999    nyua     b    001 0 eng  </marc:controlfield>
        <marc:datafield tag="245" ind1="1" ind2="0"><marc:subfield code="a">Mosses of the northern fells :</marc:subfield><marc:subfield code="b">a guide.</marc:subfield></marc:datafield>
        """;

    /// <summary>A file with a record, and with as many pages as one likes.</summary>
    public static string Make(int pages = 0, string fields = Fields)
    {
        var files = new StringBuilder();
        for (var page = 1; page <= pages; page++)
        {
            files.Append(CultureInfo.InvariantCulture, $"<METS:file ID=\"IMG{page:D8}\" MIMETYPE=\"image/jp2\" SEQ=\"{page:D8}\"><METS:FLocat LOCTYPE=\"OTHER\" xlink:href=\"{page:D8}.jp2\"/></METS:file>\n");
        }

        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <METS:mets xmlns:METS="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:marc="http://www.loc.gov/MARC21/slim">
            <METS:dmdSec ID="DMD1"><METS:mdWrap MDTYPE="MARC"><METS:xmlData><marc:record>{fields}</marc:record></METS:xmlData></METS:mdWrap></METS:dmdSec>
            <METS:fileSec><METS:fileGrp USE="image">{files}</METS:fileGrp></METS:fileSec>
            </METS:mets>
            """;
    }
}
