using System.Globalization;

namespace GrinToS3.Progress;

/// <summary>Which volumes and which of their columns are read.</summary>
/// <param name="Columns">The columns, in the order in which they are wanted; each once.</param>
/// <param name="Conditions">What a volume must fulfil, all of it; empty for every volume.</param>
public sealed record BookSelection(IReadOnlyList<BookColumn> Columns, IReadOnlyList<BookCondition> Conditions)
{
    /// <summary>The whole table.</summary>
    public static BookSelection All { get; } = new(Enum.GetValues<BookColumn>(), []);

    /// <summary>Prepares the query: in the order of the table, each value a parameter.</summary>
    internal Statement Prepare(ProgressConnection connection)
    {
        var values = new List<string>();
        var conditions = string.Concat(Conditions.Select(one => $" AND ({one.ToSql(value => Parameter(values, value))})"));
        var statement = connection.Prepare($"SELECT {string.Join(", ", Columns.Select(BookColumns.SqlName))} FROM books WHERE 1{conditions} ORDER BY rowid");
        foreach (var (index, value) in values.Index())
        {
            statement.Bind(index + 1, value);
        }

        return statement;
    }

    /// <summary>Where in a row of the query each column of the table stands; null where it is each at its own place.</summary>
    internal int[]? Positions()
    {
        if (Columns.SequenceEqual(All.Columns))
        {
            return null;
        }

        var positions = new int[BookColumns.Count];
        Array.Fill(positions, -1);
        foreach (var (position, column) in Columns.Index())
        {
            positions[(int)column] = position;
        }

        return positions;
    }

    private static string Parameter(List<string> values, string value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
    }
}
