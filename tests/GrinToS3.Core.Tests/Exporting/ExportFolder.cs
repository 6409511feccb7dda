using System.Globalization;
using GrinToS3.Progress;

namespace GrinToS3.Exporting;

/// <summary>A progress file with volumes of every kind, and exports of it.</summary>
internal sealed class ExportFolder : IDisposable
{
    private static readonly string[] Parts = ["a", " ", ",", "\"", "\r\n", "'", "\t", "Größe", "書", "（", "𠀋", "\\", "\u2028", "\ud83d\udcd6", "0", "<&>"];

    private readonly ProgressFolder _folder = new();

    internal ExportFolder() => _folder.Open().Dispose();

    internal string Database => _folder.Database;

    internal string this[string name] => _folder[name];

    internal List<string> Sql(string sql) => _folder.Sql(sql);

    /// <summary>Adds a volume; columns that are not given are NULL.</summary>
    internal void Add(string barcode, params (string Column, string? Value)[] values) => _folder.Sql(
        $"INSERT INTO books (barcode, created_at, updated_at{string.Concat(values.Select(static one => ", " + one.Column))}) VALUES "
        + $"({Quoted(barcode)}, '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00+00:00'{string.Concat(values.Select(static one => ", " + Quoted(one.Value)))})");

    /// <summary>Adds volumes whose columns are each of another kind: NULL only, one value, few values, long texts, each its own, or any text.</summary>
    internal void AddAnything(int rows, int seed)
    {
        var random = new Random(seed);
        var columns = BookSelection.All.Columns.Skip(1).Where(static column => column is not (BookColumn.CreatedAt or BookColumn.UpdatedAt or BookColumn.IsDecrypted)).ToList();
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(200))
        {
            var values = chunk.Select(row => $"({Quoted($"b{row}")}, '{row / 100}', '{row}', {random.Next(3) switch { 0 => "NULL", 1 => "1", _ => "0" }}"
                + $"{string.Concat(columns.Select((_, kind) => ", " + Quoted(Value(random, kind % 8, row))))})");
            _folder.Sql($"INSERT INTO books (barcode, created_at, updated_at, is_decrypted, {string.Join(", ", columns.Select(BookColumns.SqlName))}) VALUES {string.Join(", ", values)}");
        }
    }

    internal byte[] Export(ExportFormat format, BookSelection? selection = null)
    {
        using var reader = ProgressReader.Open(Database);
        using var target = new MemoryStream();
        BookExport.Write(reader, selection ?? BookSelection.All, format, target, CancellationToken.None);
        return target.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    private static string? Value(Random random, int kind, int row) => kind switch
    {
        0 => null,
        1 => "same",
        2 => row < 1000 ? "first" : "then",
        3 => random.Next(4) == 0 ? null : random.Next(700).ToString(CultureInfo.InvariantCulture),
        4 => row % 50 == 0 ? new string('x', random.Next(20_000)) : "",
        5 => row % 5 == 0 ? null : $"its own {row}",
        6 => random.Next(2) == 0 ? null : "",
        _ => random.Next(5) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Parts[random.Next(Parts.Length)])),
    };

    private static string Quoted(string? value) => value is null ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
