using System.Xml;

namespace GrinToS3.Archives.Marc;

/// <summary>Finds the MARC record in a METS file (spec: storage-config 10) as a stream; no DTD, no entity, no file and no address is ever followed.</summary>
internal static class MetsReader
{
    private const string Namespace = "http://www.loc.gov/METS/";
    private const int DeepestElement = 256;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersFromEntities = 1024,
    };

    /// <summary>How far an element is on the way to a record.</summary>
    private enum Step
    {
        Elsewhere,
        Section,
        Wrap,
        Data,
    }

    /// <summary>Reads until the first record.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">Why there is none.</param>
    internal static MarcRecord? Read(Stream file, out string? problem)
    {
        try
        {
            using var xml = XmlReader.Create(file, Settings);
            problem = xml.MoveToContent() is XmlNodeType.Element && Is(xml, "mets", Namespace) ? null : "is not METS";
            var record = problem is null ? Find(xml) : null;
            problem ??= record is null ? "has no MARC record" : null;
            return record;
        }
        catch (Exception broken) when (broken is XmlException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // XmlException, and what encodings that nobody knows or that lie about themselves lead to.
            problem = $"is not well-formed XML ({broken.Message.ReplaceLineEndings(" ")})";
            return null;
        }
    }

    private static MarcRecord? Find(XmlReader xml)
    {
        var steps = new Step[DeepestElement];
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (xml.Depth >= steps.Length)
            {
                throw new XmlException($"its elements are nested deeper than {steps.Length}");
            }

            var parent = steps[xml.Depth - 1];
            if (parent is Step.Data && Is(xml, "record", MarcRecordReader.Namespace))
            {
                return new MarcRecordReader(xml).Read();
            }

            steps[xml.Depth] = parent switch
            {
                _ when Is(xml, "dmdSec", Namespace) => Step.Section,
                Step.Section when Is(xml, "mdWrap", Namespace) => Step.Wrap,
                Step.Wrap when Is(xml, "xmlData", Namespace) => Step.Data,
                _ => Step.Elsewhere,
            };
        }

        return null;
    }

    private static bool Is(XmlReader xml, string name, string uri) => xml.LocalName == name && xml.NamespaceURI == uri;
}
