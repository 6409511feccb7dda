using System.Text;
using System.Xml;
using GrinToS3.Simulator.Archives.Marc;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>The METS document of a volume, with its MARC record in it (spec: storage-config 10); prefixes and order differ between volumes.</summary>
internal sealed class MetsDocument
{
    private const string Mets = "http://www.loc.gov/METS/";
    private const string Marc = "http://www.loc.gov/MARC21/slim";
    private const string Links = "http://www.w3.org/1999/xlink";

    private static readonly (string Mets, string Marc)[] Prefixes = [("METS", "marc"), ("mets", ""), ("", "marc21"), ("", "")];

    private readonly XmlWriter _xml;
    private readonly string _mets;
    private readonly string _marc;

    private MetsDocument(XmlWriter xml, int form) => (_xml, (_mets, _marc)) = (xml, Prefixes[form]);

    /// <summary>Writes the document.</summary>
    /// <param name="dice">The volume's.</param>
    /// <param name="barcode">The volume.</param>
    /// <param name="record">Its record; null to leave it out.</param>
    /// <param name="files">The members that it lists.</param>
    public static byte[] Write(Dice dice, string barcode, MarcRecord? record, IEnumerable<ArchiveMember> files)
    {
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " " }))
        {
            var form = dice.Bits(Roll.MarcForm);
            var document = new MetsDocument(xml, (int)(form >> 8 & 3));
            xml.WriteStartElement(document._mets, "mets", Mets);
            xml.WriteAttributeString("xmlns", "xlink", null, Links);
            xml.WriteAttributeString("OBJID", barcode);
            if ((form >> 10 & 3) == 0)
            {
                document.WriteMetadata("DMD0", "DC", () => xml.WriteElementString("dc", "title", "http://purl.org/dc/elements/1.1/", "Not MARC"));
            }

            if (record is not null)
            {
                document.WriteMetadata("DMD1", "MARC", () => document.WriteRecord(record));
            }

            document.WriteFiles(files);
            xml.WriteEndElement();
        }

        return output.ToArray();
    }

    private void WriteMetadata(string id, string type, Action writeContent)
    {
        _xml.WriteStartElement(_mets, "dmdSec", Mets);
        _xml.WriteAttributeString("ID", id);
        _xml.WriteStartElement(_mets, "mdWrap", Mets);
        _xml.WriteAttributeString("MDTYPE", type);
        _xml.WriteStartElement(_mets, "xmlData", Mets);
        writeContent();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteRecord(MarcRecord record)
    {
        _xml.WriteStartElement(_marc, "record", Marc);
        _xml.WriteElementString(_marc, "leader", Marc, "00000cam a2200000 a 4500");
        foreach (var field in record.Fields)
        {
            var isControl = field.Indicators.Length == 0;
            _xml.WriteStartElement(_marc, isControl ? "controlfield" : "datafield", Marc);
            _xml.WriteAttributeString("tag", field.Tag);
            if (isControl)
            {
                _xml.WriteString(field.Subfields[0].Value);
            }
            else
            {
                WriteSubfields(field);
            }

            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteSubfields(MarcField field)
    {
        _xml.WriteAttributeString("ind1", field.Indicators[..1]);
        _xml.WriteAttributeString("ind2", field.Indicators[1..]);
        foreach (var (code, value) in field.Subfields)
        {
            _xml.WriteStartElement(_marc, "subfield", Marc);
            _xml.WriteAttributeString("code", code);
            _xml.WriteString(value);
            _xml.WriteEndElement();
        }
    }

    private void WriteFiles(IEnumerable<ArchiveMember> files)
    {
        _xml.WriteStartElement(_mets, "fileSec", Mets);
        _xml.WriteStartElement(_mets, "fileGrp", Mets);
        foreach (var file in files)
        {
            _xml.WriteStartElement(_mets, "file", Mets);
            _xml.WriteAttributeString("ID", "F" + file.Name.Replace('.', '_'));
            _xml.WriteAttributeString("CHECKSUM", file.Blob.Md5);
            _xml.WriteAttributeString("CHECKSUMTYPE", "MD5");
            _xml.WriteStartElement(_mets, "FLocat", Mets);
            _xml.WriteAttributeString("LOCTYPE", "OTHER");
            _xml.WriteAttributeString("href", Links, file.Name);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }
}
