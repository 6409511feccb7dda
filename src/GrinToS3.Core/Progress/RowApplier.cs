namespace GrinToS3.Progress;

/// <summary>Writes the rows of a batch that are no volumes.</summary>
internal sealed unsafe class RowApplier(ProgressConnection connection, BatchReader reader, string now)
{
    private static readonly string?[] Sql =
        [.. Enumerable.Range(0, (int)BatchRowKind.VersionChecked + 1).Select(static kind => kind < (int)BatchRowKind.Event ? null : RowStatements.Sql((BatchRowKind)kind))];

    /// <summary>Applies the row that the reader is at.</summary>
    /// <returns>Rows of tables that were written.</returns>
    internal int Apply()
    {
        var statement = connection.Prepare(Sql[(int)reader.Kind]!);
        for (var field = 0; field < reader.FieldCount; field++)
        {
            var value = reader.Field(field, out var length);
            if (value is null)
            {
                statement.BindNull(field + 1);
            }
            else
            {
                statement.BindPinned(field + 1, value, length);
            }
        }

        statement.Bind(reader.FieldCount + 1, now);
        statement.Execute();
        return connection.Changes;
    }
}
