using System.Text;
using System.Xml;

namespace GrinToS3.Archives.Marc;

/// <summary>Reads one <c>record</c> element of MARCXML, in bounded memory.</summary>
internal sealed class MarcRecordReader(XmlReader xml)
{
    /// <summary>The namespace of MARCXML.</summary>
    internal const string Namespace = "http://www.loc.gov/MARC21/slim";

    /// <summary>The most characters of a record; real ones have some thousand.</summary>
    private const int MostCharacters = 1024 * 1024;

    private readonly StringBuilder _text = new();
    private readonly char[] _piece = new char[4096];
    private readonly List<MarcControlField> _controls = [];
    private readonly List<MarcDataField> _fields = [];
    private int _characters;

    /// <summary>Reads from the record's start tag to its end tag.</summary>
    internal MarcRecord Read()
    {
        ReadChildren(() =>
        {
            if (Is("controlfield"))
            {
                var tag = Attribute("tag");
                _controls.Add(new MarcControlField(tag, ReadText().Trim('\r', '\n', '\t')));
            }
            else if (Is("datafield"))
            {
                ReadDataField();
            }
        });
        return new MarcRecord(_controls, _fields);
    }

    private void ReadDataField()
    {
        List<MarcSubfield> subfields = [];
        var (tag, first, second) = (Attribute("tag"), Attribute("ind1"), Attribute("ind2"));
        ReadChildren(() =>
        {
            if (Is("subfield"))
            {
                var code = Attribute("code");
                subfields.Add(new MarcSubfield(code, ReadText().Trim()));
            }
        });
        _fields.Add(new MarcDataField(tag, first, second, subfields));
    }

    /// <summary>Calls for each child element; it may read on to the child's end tag.</summary>
    private void ReadChildren(Action onChild)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Element && xml.Depth == depth + 1)
            {
                Count(1);
                onChild();
            }
        }
    }

    private string ReadText()
    {
        _text.Clear();
        var depth = xml.Depth;
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth == depth + 1 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                while (xml.ReadValueChunk(_piece, 0, _piece.Length) is var length and > 0)
                {
                    Count(length);
                    _text.Append(_piece, 0, length);
                }
            }
        }

        return _text.ToString();
    }

    private string Attribute(string name)
    {
        var value = xml.GetAttribute(name) ?? "";
        Count(value.Length);
        return value;
    }

    private bool Is(string name) => xml.LocalName == name && xml.NamespaceURI == Namespace;

    private void Count(int characters)
    {
        _characters += characters;
        if (_characters > MostCharacters)
        {
            throw new XmlException($"the MARC record has more than {MostCharacters} characters");
        }
    }
}
