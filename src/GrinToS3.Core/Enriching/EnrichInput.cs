namespace GrinToS3.Enriching;

/// <summary>What enriching shall do.</summary>
public sealed record EnrichInput
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>The most volumes to ask for; null for all that are not enriched yet.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether what enriching brought before is forgotten first, so that all volumes are asked for again.</summary>
    public bool Reset { get; init; }

    /// <summary>
    /// Whether, instead of the volumes that are not enriched yet, those are asked for whose conversion was requested and whose archive is not stored,
    /// enriched or not: a poll of their states.
    /// </summary>
    public bool Requested { get; init; }

    /// <summary>How long to keep trying while GRIN does not answer.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Where the generation before this one stopped; null for the first.</summary>
    public EnrichProgress? Progress { get; init; }
}
