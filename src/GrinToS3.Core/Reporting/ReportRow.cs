namespace GrinToS3.Reporting;

/// <summary>Takes one row of a report.</summary>
/// <param name="values">Its values as text, one a column; null where there is none.</param>
public delegate void ReportRow(IReadOnlyList<string?> values);
