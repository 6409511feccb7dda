using System.IO.Compression;
using System.Text;
using GrinToS3.Progress;
using GrinToS3.Testing;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives.Pages;

public sealed class PageTextTests
{
    [Fact]
    public void Finish_WritesTheExampleOfTheSpecification()
    {
        var (jsonl, summary) = ArchiveReading.Pages(
            ("00000001.txt", "Title page\nMosses of the Northern Fells\n"u8.ToArray()),
            ("00000003.txt", "Chapter I.\r\nOf damp places \"in general\".\n"u8.ToArray()));

        Assert.Equal(
            """
            "Title page\nMosses of the Northern Fells\n"
            ""
            "Chapter I.\nOf damp places \"in general\".\n"

            """,
            jsonl);
        Assert.Equal(new PageTextSummary(3, 2, 40 + 40, Encoding.UTF8.GetByteCount(jsonl), 0), summary);
    }

    [Theory]
    [InlineData("", "\"\"\n")]
    [InlineData("a/b\u007f\u2028\u2029", "\"a/b\u007f\u2028\u2029\"\n")]
    [InlineData("\"\\\b\f\t", "\"\\\"\\\\\\b\\f\\t\"\n")]
    [InlineData("\u0000\u0001\u000b\u001f", "\"\\u0000\\u0001\\u000b\\u001f\"\n")]
    [InlineData("a\rb\r\nc\nd\r\r\n", "\"a\\nb\\nc\\nd\\n\\n\"\n")]
    [InlineData("\ufeff\u00e9\u65e5\U0001F600", "\"\ufeff\u00e9\u65e5\U0001F600\"\n")]
    public void Finish_EscapesWhatTheSpecificationNames(string text, string line) =>
        Assert.Equal(line, ArchiveReading.Pages(("00000001.txt", Encoding.UTF8.GetBytes(text))).Jsonl);

    [Theory]
    [InlineData("FF", "\"\ufffd\"\n")]
    [InlineData("61E2826261", "\"a\ufffdba\"\n")]
    [InlineData("E282", "\"\ufffd\"\n")]
    [InlineData("EDA080", "\"\ufffd\ufffd\ufffd\"\n")]
    [InlineData("F0808080", "\"\ufffd\ufffd\ufffd\ufffd\"\n")]
    [InlineData("F48FBF", "\"\ufffd\"\n")]
    public void Finish_ReplacesBytesThatAreNoUtf8(string hex, string line) =>
        Assert.Equal(line, ArchiveReading.Pages(("00000001.txt", Convert.FromHexString(hex))).Jsonl);

    [Fact]
    public void Finish_WritesPagesInOrder_WhateverTheirOrderInTheArchive()
    {
        var (jsonl, summary) = ArchiveReading.Pages(
            ("b/00000004.txt", "four"u8.ToArray()), ("00000002.txt", "two"u8.ToArray()), ("00000001.txt", " \n"u8.ToArray()), ("00000007.txt", "seven"u8.ToArray()));

        Assert.Equal("\" \\n\"\n\"two\"\n\"\"\n\"four\"\n\"\"\n\"\"\n\"seven\"\n", jsonl);
        Assert.Equal((7, 3, 14L), (summary!.Pages, summary.NonEmptyPages, summary.Characters));
    }

    [Theory]
    [InlineData("00000000.txt")]
    [InlineData("01000000.txt")]
    [InlineData("0000001.txt")]
    [InlineData("000000001.txt")]
    [InlineData("0000000a.txt")]
    [InlineData("notes.txt")]
    [InlineData("x00000001.txt")]
    public void Finish_CountsTexts_ThatAreNoPages(string name)
    {
        var (jsonl, summary) = ArchiveReading.Pages(("00000001.txt", "one"u8.ToArray()), (name, "x"u8.ToArray()));

        Assert.Equal("\"one\"\n", jsonl);
        Assert.Equal(1, summary!.Ignored);
        Assert.Null(ArchiveReading.Pages((name, "x"u8.ToArray())).Summary);
    }

    [Fact]
    public void Finish_KeepsTheFirst_IfAPageComesTwice()
    {
        var (jsonl, summary) = ArchiveReading.Pages(
            ("00000001.txt", "one"u8.ToArray()), ("x/00000001.txt", "again"u8.ToArray()), ("00000003.txt", "three"u8.ToArray()), ("x/00000003.txt", "again"u8.ToArray()));

        Assert.Equal("\"one\"\n\"\"\n\"three\"\n", jsonl);
        Assert.Equal(2, summary!.Ignored);
    }

    [Fact]
    public void Run_GivesTooLarge_IfTooMuchTextIsOutOfOrder()
    {
        var tar = new TarBuilder().Add("00000002.txt", new byte[1000]).Add("00000003.txt", new byte[1000]).End();

        var error = ArchiveReading.UnpackError(tar, new ArchivePassOptions { MostHeldPageText = 8000, PageTextSink = new MemoryStream() });

        Assert.Equal(ArchiveErrorKind.TooLarge, error.Kind);
    }

    [Fact]
    public async Task RunAsync_WritesGzipWithoutNameAndTime()
    {
        var volume = new SampleVolume("39015000000001", seed: 4, pages: 20, imageBytes: 100);
        var message = SampleMessage.Encrypt(volume.ToTarGz(), [Gpg.Passphrase]);
        using var gz = new MemoryStream();
        using var plain = new MemoryStream();

        var contents = await ArchiveReading.VerifiedAsync(message, new ArchivePassOptions { PageTextSink = gz });
        await ArchiveReading.VerifiedAsync(message, new ArchivePassOptions { PageTextSink = plain, PageTextFormat = PageTextFormat.Plain });

        using var unpacked = new MemoryStream();
        using (var reader = new GZipStream(new MemoryStream(gz.ToArray()), CompressionMode.Decompress))
        {
            reader.CopyTo(unpacked);
        }

        Assert.Equal(plain.ToArray(), unpacked.ToArray());
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], gz.ToArray()[..8]);
        Assert.Equal(volume.Texts, Encoding.UTF8.GetString(plain.ToArray()).Split('\n')[..^1].Select(static line => System.Text.Json.JsonSerializer.Deserialize<string>(line)));
        Assert.Equal((20, 18, plain.Length), (contents.Text!.Pages, contents.Text.NonEmptyPages, contents.Text.JsonlBytes));
    }

    /// <summary>gaps 12.1: "JSONL produced from the same archive is byte-identical", by the language of the existing tool, given the same bytes and the rules of the specification.</summary>
    [Fact]
    public void Finish_EqualsPython_For2000Texts()
    {
        const int Texts = 2000;
        const int Seed = 9;
        using var folder = new TempFolder();
        var random = new Random(Seed);
        var bytes = Enumerable.Range(0, Texts).Select(_ => RandomText(random)).ToArray();
        File.WriteAllLines(folder["texts"], bytes.Select(Convert.ToHexString));
        var python = Python.Run(
            """
            import io, json, sys
            sys.stdout.reconfigure(encoding='utf-8', newline='')
            for text in open(sys.argv[1]):
                page = io.TextIOWrapper(io.BytesIO(bytes.fromhex(text)), encoding='utf-8', errors='replace').read()
                sys.stdout.write(json.dumps(page, ensure_ascii=False) + '\n')
            """,
            folder["texts"]);

        var (jsonl, _) = ArchiveReading.Pages([.. bytes.Select(static (text, i) => ($"{i + 1:D8}.txt", text))]);

        Assert.Equal(python.Split('\n'), jsonl.Split('\n'));
    }

    private static byte[] RandomText(Random random)
    {
        string[] pieces = ["a", "\r", "\n", "\r\n", "\"", "\\", "\t", "\0", "\u001f", "\u007f", "\u00e9", "\u2028", "\u65e5", "\U0001F600", "\ufeff", "\f"];
        var text = new List<byte>();
        for (var i = random.Next(0, 30); i > 0; i--)
        {
            text.AddRange(random.Next(4) == 0 ? [(byte)random.Next(0x80, 0x100)] : Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
        }

        return [.. text];
    }
}
