using GrinToS3.Progress;

namespace GrinToS3.Exporting;

public sealed class ParquetExportTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    /// <summary>Everything that DuckDB reads from our file is what SQLite reads from books.db, in the same order.</summary>
    [Fact]
    public void Write_GivesAnotherProgramTheSameRows_WhateverIsInThem()
    {
        const int seed = 77;
        _folder.AddAnything(5000, seed);
        var file = Save(_folder.Export(ExportFormat.Parquet));

        var read = DuckDb.Query($"SELECT * FROM '{file}'");

        var expected = _folder.Sql($"SELECT {BookColumns.SqlList.Replace("is_decrypted", "iif(is_decrypted = 1, 'True', 'False')", StringComparison.Ordinal)} FROM books ORDER BY rowid");
        Assert.Equal(5000, read.Count);
        Assert.True(expected.SequenceEqual(read), $"the rows differ (seed {seed})");
        Assert.Equal(
            _folder.Sql($"SELECT {string.Join(", ", BookSelection.All.Columns.Select(static column => column == BookColumn.IsDecrypted ? "0" : $"count(*) - count({column.SqlName()})"))} FROM books"),
            [string.Join('|', DuckDb.Query($"SELECT sum(stats_null_count)::BIGINT FROM parquet_metadata('{file}') GROUP BY column_id ORDER BY column_id"))]);
    }

    [Fact]
    public void Write_BoundsItsGroups_ByRowsAndByBytes()
    {
        _folder.Sql(
            """
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 69999)
            INSERT INTO books (barcode, title, grin_state, created_at, updated_at) SELECT 'b' || i, iif(i > 65535, hex(zeroblob(10000)) || i, NULL), 'CONVERTED', 'c', 'u' FROM n
            """);
        var file = Save(_folder.Export(ExportFormat.Parquet));

        var groups = DuckDb.Query($"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{file}') ORDER BY 1").Select(static row => int.Parse(row.Split('|')[1], null)).ToList();

        Assert.Equal(65536, groups[0]);
        Assert.True(groups.Count > 3 && groups[1] < 2000, string.Join(' ', groups));
        Assert.Equal(["70000|70000|4464|89280000"], DuckDb.Query($"SELECT count(*), count(DISTINCT barcode), count(title), sum(length(title) - length(barcode) + 1) FROM '{file}'"));
    }

    /// <summary>Readers leave out what statistics say is not there: a greatest value in UTF-16's order loses rows (docs/adr/0014-our-own-parquet-writer.md).</summary>
    [Fact]
    public void Write_LosesNoRowInAFilter_IfUtf16WouldPutThemInAnotherOrder()
    {
        _folder.Add("b1", ("title", "（abc"));
        _folder.Add("b2", ("title", "𠀋xyz"));
        var file = Save(_folder.Export(ExportFormat.Parquet));

        Assert.Equal(["b2"], DuckDb.Query($"SELECT barcode FROM '{file}' WHERE title > '（zzz'"));
    }

    [Fact]
    public void Write_MakesUtf8OfWhatIsNone_AndAFileOfNothing()
    {
        var empty = Save(_folder.Export(ExportFormat.Parquet));
        Assert.Equal(["0"], DuckDb.Query($"SELECT count(*) FROM '{empty}'"));
        Assert.Equal(54, DuckDb.Query($"DESCRIBE SELECT * FROM '{empty}'").Count);

        _folder.Sql("INSERT INTO books (barcode, title, created_at, updated_at) VALUES ('b1', CAST(x'61FF62' AS TEXT), 'c', 'u')");
        Assert.Equal(["a\ufffdb"], DuckDb.Query($"SELECT title FROM '{Save(_folder.Export(ExportFormat.Parquet))}'"));
    }

    [Fact]
    public void Write_NamesAndTypesItsColumns()
    {
        var file = Save(_folder.Export(ExportFormat.Parquet, new BookSelection([BookColumn.SyncTimestamp, BookColumn.IsDecrypted, BookColumn.Barcode], [])));

        Assert.Equal(["sync_timestamp|VARCHAR", "is_decrypted|BOOLEAN", "barcode|VARCHAR"], DuckDb.Query($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{file}')"));
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.Jsonl)]
    public void Write_GivesTheSameBytesAgain_AlsoFromASnapshot(ExportFormat format)
    {
        _folder.AddAnything(1500, seed: 3);
        var first = _folder.Export(format);
        _folder.Sql($"VACUUM INTO '{_folder["snapshot.db"]}'");
        using var snapshot = ProgressReader.OpenSnapshot(_folder["snapshot.db"]);
        using var second = new MemoryStream();
        BookExport.Write(snapshot, BookSelection.All, format, second, CancellationToken.None);

        Assert.True(first.Length > 100_000);
        Assert.True(first.AsSpan().SequenceEqual(second.ToArray()));
    }

    public void Dispose() => _folder.Dispose();

    private string Save(byte[] content)
    {
        var path = _folder[$"{Guid.NewGuid():N}.parquet"];
        File.WriteAllBytes(path, content);
        return path;
    }
}
