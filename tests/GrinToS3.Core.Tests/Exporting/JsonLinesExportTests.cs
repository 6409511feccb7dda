using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Progress;

namespace GrinToS3.Exporting;

public sealed class JsonLinesExportTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    [Fact]
    public void Write_GivesEveryValue_AnObjectALine()
    {
        const int seed = 78;
        _folder.AddAnything(1000, seed);

        var lines = Encoding.UTF8.GetString(_folder.Export(ExportFormat.Jsonl)).Split('\n');

        var read = lines[..^1].Select(static line => string.Join('|', JsonNode.Parse(line)!.AsObject().Select(static one => $"{one.Key}={one.Value?.ToString() ?? "NULL"}"))).ToList();
        var columns = BookSelection.All.Columns.Select(static column => column == BookColumn.IsDecrypted
            ? "'is_decrypted=' || iif(is_decrypted = 1, 'true', 'false')" : $"'{column.SqlName()}=' || coalesce({column.SqlName()}, 'NULL')");
        Assert.Equal("", lines[^1]);
        Assert.True(_folder.Sql($"SELECT {string.Join(", ", columns)} FROM books ORDER BY rowid").SequenceEqual(read), $"the rows differ (seed {seed})");
    }

    [Fact]
    public void Write_EscapesOnlyWhatItMust()
    {
        _folder.Add("b1", ("title", "Größe <&> 'x' \"q\"\n書"), ("marc_title", ""));

        var line = Encoding.UTF8.GetString(_folder.Export(ExportFormat.Jsonl, new BookSelection([BookColumn.Title, BookColumn.MarcTitle, BookColumn.MarcIsbn, BookColumn.IsDecrypted], [])));

        Assert.Equal("{\"title\":\"Größe <&> 'x' \\\"q\\\"\\n書\",\"marc_title\":\"\",\"marc_isbn\":null,\"is_decrypted\":false}\n", line);
    }

    public void Dispose() => _folder.Dispose();
}
