using System.Text;
using GrinToS3.Progress;

namespace GrinToS3.Exporting;

public sealed class CsvExportTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void Write_QuotesOnlyWhatNeedsIt_WithCrlf()
    {
        _folder.Open().Dispose();
        _folder.Sql(
            """
            INSERT INTO books (barcode, title, scanned_date, grin_state, marc_title, is_decrypted, created_at, updated_at) VALUES
                ('b1', 'a,b', 'say "hi"', 'x y', 'line' || char(13, 10) || 'two', 1, 'c', 'u'),
                ('b2', '', NULL, ' Größe ', char(10), 0, 'c', 'u'), ('b3', '', NULL, '', char(13), NULL, 'c', 'u'),
                ('b4', '"', ',', 'x', 't', 'true', 'c', 'u'), ('b5', '', '', '', '', 'no', 'c', 'u')
            """);

        var lines = Export().Split("\r\n");

        Assert.StartsWith("Barcode,Title,Scanned Date,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",Is Decrypted,Sync Timestamp,Created At,Updated At", lines[0], StringComparison.Ordinal);
        Assert.Equal(54, lines[0].Split(',').Length);
        Assert.StartsWith("b1,\"a,b\",\"say \"\"hi\"\"\",,,,,,,,x y,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"line", lines[1], StringComparison.Ordinal);
        Assert.Equal("two\",,,,,,,,,,,,TRUE,,c,u", lines[2]);
        Assert.StartsWith("b2,,,,,,,,,, Größe ,", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",\"\n\",,,,,,,,,,,,FALSE,,c,u", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",\"\r\",,,,,,,,,,,,FALSE,,c,u", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("b4,\"\"\"\",\",\",", lines[5], StringComparison.Ordinal);
        Assert.EndsWith(",TRUE,,c,u", lines[5], StringComparison.Ordinal);
        Assert.EndsWith(",FALSE,,c,u", lines[6], StringComparison.Ordinal);
        Assert.Equal([""], lines[7..]);
    }

    /// <summary>gaps 12.1: "CSV produced by both tools from the same DB is byte-identical".</summary>
    [Fact]
    public void Write_GivesTheBytesOfPythonsCsvModule()
    {
        const int seed = 54;
        var random = new Random(seed);
        string[] parts = ["a", " ", ",", "\"", "\r", "\n", "\r\n", "'", ";", "\t", "Größe", "書", "\\", "\u2028", "\ud83d\udcd6", "0"];
        using (var store = _folder.Open())
        {
            store.Apply(_folder.Leave("a", [.. Enumerable.Range(0, 2000).Select(row => Row(random, parts, row))]), _folder.Inbox, ApplyMode.Insert);
            store.Apply(_folder.Leave("b", ["big", new('"', 200_000)], ["bigger", new('x', 250_000)]), _folder.Inbox, ApplyMode.Insert);
        }

        const string script =
            """
            import csv, sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            with open(sys.argv[2], "w", newline="", encoding="utf-8") as f:
                w = csv.writer(f)
                w.writerow(sys.argv[3].split("|"))
                for row in c.execute("SELECT * FROM books"):
                    w.writerow([("TRUE" if v else "FALSE") if i == 50 else v for i, v in enumerate(row)])
            """;
        var expected = _folder["python.csv"];
        Python.Run(script, _folder.Database, expected, string.Join('|', Enum.GetValues<BookColumn>().Select(column => column.CsvHeader())));

        Assert.True(File.ReadAllText(expected) == Export(), $"the files differ (seed {seed})");
    }

    [Fact]
    public void Write_Ends_IfCancelled()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", ["b1"]), _folder.Inbox, ApplyMode.Insert);
        using var reader = ProgressReader.Open(_folder.Database);

        Assert.Throws<OperationCanceledException>(() => BookExport.Write(reader, BookSelection.All, ExportFormat.Csv, Stream.Null, new CancellationToken(canceled: true)));
    }

    public void Dispose() => _folder.Dispose();

    private static string?[] Row(Random random, string[] parts, int row) =>
    [
        $"b{row}",
        .. Enumerable.Range(0, 10).Select(_ => random.Next(4) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => parts[random.Next(parts.Length)]))),
    ];

    private string Export()
    {
        using var reader = ProgressReader.Open(_folder.Database);
        using var target = new MemoryStream();
        BookExport.Write(reader, BookSelection.All, ExportFormat.Csv, target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
