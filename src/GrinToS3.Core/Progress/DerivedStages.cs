namespace GrinToS3.Progress;

/// <summary>The stages whose results come out of a stored archive, in SQL: <c>text</c> and <c>marc</c>.</summary>
internal static class DerivedStages
{
    /// <summary>A state <c>s</c> after which the stage is to be done again: a repair reopened it, nothing was found, or it failed.</summary>
    /// <remarks>The second half says nothing more: by it SQLite sees that the index of open states has them all.</remarks>
    internal const string Due = "s.state IN ('reopened', 'missing', 'failed') AND s.state NOT IN ('stored', 'done', 'enriched')";

    /// <summary>Whether a volume's stage is to be done again.</summary>
    /// <param name="barcode">The SQL for its barcode.</param>
    /// <param name="stage">The stage.</param>
    internal static string IsDue(string barcode, string stage) =>
        $"EXISTS (SELECT 1 FROM volume_states s WHERE s.barcode = {barcode} AND s.stage = '{stage}' AND {Due})";
}
