using GrinToS3.Progress;

namespace GrinToS3.Repairing;

/// <summary>A kind of defect that a query finds: its first column is the barcode; ?1 is the barcode to go on after, ?2 the most rows.</summary>
/// <param name="sql">The query for a file, by whether it has the tables of this tool.</param>
/// <param name="read">Reads a row.</param>
internal sealed class SqlDefectSearch(Func<bool, string> sql, Func<Statement, Defect> read) : IDefectSearch
{
    private readonly string _ours = sql(true);
    private readonly string _old = sql(false);

    /// <inheritdoc />
    public DefectPage Next(ProgressConnection connection, string after, int limit)
    {
        var isOurs = connection.HasTable("volume_states");
        var statement = connection.Prepare(isOurs ? _ours : _old);
        statement.Bind(1, after);
        statement.Bind(2, limit);
        var found = new List<Defect>();
        while (statement.Step())
        {
            found.Add(read(statement));
        }

        return new DefectPage(found, found.Count < limit ? null : found[^1].Barcode);
    }
}
