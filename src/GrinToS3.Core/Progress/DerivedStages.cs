namespace GrinToS3.Progress;

/// <summary>The stages whose results come out of a stored archive, in SQL: <c>text</c> and <c>marc</c>.</summary>
internal static class DerivedStages
{
    /// <summary>A state <c>s</c> after which the stage is to be done again: a repair reopened it, nothing was found, or it failed.</summary>
    /// <remarks>The second half says nothing more: by it SQLite sees that the index of open states has them all.</remarks>
    internal const string Due = "s.state IN ('reopened', 'missing', 'failed') AND s.state NOT IN ('stored', 'done', 'enriched')";

    /// <summary>Whether a repair has reopened a stage of any stored volume; ends at the first.</summary>
    internal static readonly string AnyReopened =
        $"""
        SELECT EXISTS (SELECT 1 FROM volume_states s WHERE s.stage IN ('marc', 'text') AND s.state = '{StoredVolumes.Reopened}'
            AND s.state NOT IN ('stored', 'done', 'enriched') AND {StoredVolumes.Condition("s.barcode")})
        """;

    /// <summary>Whether a volume's stage is to be done again.</summary>
    /// <param name="barcode">The SQL for its barcode.</param>
    /// <param name="stage">The stage.</param>
    internal static string IsDue(string barcode, string stage) =>
        $"EXISTS (SELECT 1 FROM volume_states s WHERE s.barcode = {barcode} AND s.stage = '{stage}' AND {Due})";
}
