namespace GrinToS3.Reporting;

/// <summary>A question that people ask of a run's progress file (spec: data-model 6.1).</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Asks">The question, in one line.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Sql">The answer: a query of the tables that both tools have, with as many columns. <c>?1</c> is the moment.</param>
public sealed record Report(string Name, string Asks, IReadOnlyList<string> Columns, string Sql)
{
    /// <summary>A table of ours that has the answer counted already, and how it is asked; null where there is none. A file of the Python tool lacks it.</summary>
    public (string Table, string Sql)? Counted { get; init; }
}
