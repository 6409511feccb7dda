using System.Globalization;
using GrinToS3.Progress;
using GrinToS3.Runs;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>A run's progress file, read by plain SQL beside its owner.</summary>
internal sealed class RunFile(RunDirectory run)
{
    internal string Path => run.Database;

    internal long Count(string sql) => long.Parse(Texts(sql).Single(), null);

    internal List<string> Texts(string sql) => [.. Rows(sql).Select(static row => row[0] ?? "NULL")];

    /// <summary>The rows of a query.</summary>
    internal List<string?[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    /// <summary>
    /// What must hold of a complete collection however often it was interrupted: the file is sound, each page of its one listing is applied once and
    /// each volume was inserted by exactly one batch.
    /// </summary>
    internal void AssertSound(int pages, int volumes)
    {
        Assert.Empty(DatabaseCheck.Run(Path).Problems);
        Assert.Equal(volumes, Count("SELECT count(*) FROM books"));
        Assert.Equal(["complete"], Texts("SELECT ended FROM listings"));
        Assert.Equal(Enumerable.Range(0, pages).Select(static page => $"{page}"), Texts("SELECT CAST(page AS TEXT) FROM listing_pages ORDER BY page"));
        Assert.Equal(Texts("SELECT batch_id FROM listing_pages ORDER BY 1"), Texts("SELECT batch_id FROM applied_batches ORDER BY 1"));
        Assert.Equal(volumes, Count("SELECT sum(inserted) FROM applied_batches"));
        Assert.Equal(0, Count("SELECT sum(updated) FROM applied_batches"));
        Assert.Empty(Directory.EnumerateFiles(run.Inbox));
    }

    /// <summary>How many rows of <c>books</c> differ from another file's, in any column but the times at which the tool wrote the row.</summary>
    internal long RowsDifferentFrom(string other)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "ATTACH $other AS other";
        command.Parameters.AddWithValue("$other", other);
        command.ExecuteNonQuery();
        var columns = string.Join(", ", Enum.GetValues<BookColumn>().Select(BookColumns.SqlName).Except(["created_at", "updated_at"]));
        command.CommandText =
            $"""
            SELECT (SELECT count(*) FROM (SELECT {columns} FROM main.books EXCEPT SELECT {columns} FROM other.books))
                 + (SELECT count(*) FROM (SELECT {columns} FROM other.books EXCEPT SELECT {columns} FROM main.books))
            """;
        return (long)command.ExecuteScalar()!;
    }
}
