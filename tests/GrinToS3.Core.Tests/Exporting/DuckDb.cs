using DuckDB.NET.Data;

namespace GrinToS3.Exporting;

/// <summary>DuckDB, a program that reads Parquet and is not ours.</summary>
internal static class DuckDb
{
    /// <summary>The rows of a query, each value as text: NULL, <c>True</c> and <c>False</c> as such.</summary>
    internal static List<string> Query(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : $"{reader.GetValue(i)}")));
        }

        return rows;
    }
}
