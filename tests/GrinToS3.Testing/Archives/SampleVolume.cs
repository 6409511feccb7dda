using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace GrinToS3.Testing.Archives;

/// <summary>A volume as GRIN hands it out: page images, texts and coordinates, METS with MARC, and checksums. The same seed gives the same bytes.</summary>
public sealed class SampleVolume
{
    private readonly Random _random;
    private readonly List<(string Name, byte[] Content)> _members = [];

    /// <summary>Makes a volume.</summary>
    /// <param name="barcode">Its barcode.</param>
    /// <param name="seed">What everything derives from.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="imageBytes">The size of a page's image.</param>
    public SampleVolume(string barcode, int seed, int pages, int imageBytes)
    {
        (Barcode, _random) = (barcode, new Random(seed));
        for (var page = 1; page <= pages; page++)
        {
            AddPage(page, imageBytes);
        }

        _members.Add(($"UOM_{barcode}.xml", Encoding.UTF8.GetBytes(SampleMets.Make(pages))));
        var lines = _members.Select(static member => $"{Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, member.Content))}  {member.Name}\n");
        _members.Add(("checksum.md5", Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    public string Barcode { get; }

    /// <summary>The files of the volume.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Members => _members;

    /// <summary>The texts of its pages.</summary>
    public IEnumerable<string> Texts => _members.Where(static member => member.Name.EndsWith(".txt", StringComparison.Ordinal)).Select(static member => Encoding.UTF8.GetString(member.Content));

    /// <summary>The tar archive.</summary>
    public byte[] ToTar() => Write(new TarBuilder());

    /// <summary>Writes the archive as it is stored.</summary>
    public void WriteTarGz(Stream target)
    {
        using var gz = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        Write(new TarBuilder(gz));
    }

    private byte[] Write(TarBuilder tar)
    {
        foreach (var (name, content) in _members)
        {
            tar.Add(name, content);
        }

        return tar.End();
    }

    /// <summary>The archive as it is stored.</summary>
    public byte[] ToTarGz() => Gzip(ToTar());

    /// <summary>Bytes as gzip.</summary>
    public static byte[] Gzip(byte[] content)
    {
        using var gz = new MemoryStream();
        using (var stream = new GZipStream(gz, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        return gz.ToArray();
    }

    private void AddPage(int page, int imageBytes)
    {
        var number = page.ToString("D8", CultureInfo.InvariantCulture);
        var image = new byte[imageBytes];
        _random.NextBytes(image);
        // What a JPEG 2000 file begins with; its content is dense, as an image's is.
        "\0\0\0\fjP  \r\n\u0087\n"u8[..Math.Min(imageBytes, 8)].CopyTo(image);
        var words = Enumerable.Range(0, page % 7 == 0 ? 0 : 250).Select(_ => Words[_random.Next(Words.Length)]).ToArray();
        _members.Add(($"{number}.jp2", image));
        _members.Add(($"{number}.txt", Encoding.UTF8.GetBytes(string.Join(' ', words) + "\n")));
        _members.Add(($"{number}.html", Encoding.UTF8.GetBytes(Coordinates(words))));
    }

    private string Coordinates(string[] words)
    {
        var html = new StringBuilder("<html><body><div class='ocr_page'>\n");
        foreach (var word in words)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class='ocrx_word' title='bbox {_random.Next(2000)} {_random.Next(3000)} {_random.Next(2000)} {_random.Next(3000)}'>{word}</span>\n");
        }

        return html.Append("</div></body></html>\n").ToString();
    }

    private static readonly string[] Words =
        ["of", "the", "and", "moss", "fell", "\"northern\"", "damp", "places\n", "Chapter", "\u00e9tude", "a\\b", "\u65e5\u672c", "observed", "specimen", "between", "which", "1873,", "stone."];
}
