namespace GrinToS3.Progress;

/// <summary>Says which volumes are to be enriched. Nothing of it changes with another delivery.</summary>
/// <param name="store">The progress file.</param>
public sealed class EnrichmentLedger(ProgressStore store)
{
    /// <summary>How many volumes there are to enrich.</summary>
    /// <param name="requested">Whether those count that were requested and are not stored; else those that are not enriched yet.</param>
    public EnrichmentCount Count(bool requested) => store.Read(connection => EnrichmentTable.Count(connection, requested, store.Now));

    /// <summary>The next volumes to enrich.</summary>
    /// <param name="request">Of which, and how many.</param>
    public EnrichmentPages Next(NextToEnrich request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Read(connection => EnrichmentTable.Next(connection, request, store.Now));
    }

    /// <summary>
    /// Forgets what enriching brought for some volumes: the columns that only it fills, the fields without a column, and that they were asked for. State and
    /// dates stay, for collecting fills them as well and they would be lost until GRIN shows them again.
    /// </summary>
    /// <param name="request">Which.</param>
    public EnrichmentReset Reset(ResetEnrichment request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Write(connection => EnrichmentTable.Reset(connection, request, store.Now));
    }
}
