namespace GrinToS3.Enriching;

/// <summary>How enriching ended.</summary>
public enum EnrichEnd
{
    /// <summary>All volumes that were due were asked for; requests for some may have failed.</summary>
    Complete,

    /// <summary>Somebody asked it to stop.</summary>
    Stopped,

    /// <summary>It could not go on.</summary>
    Failed,
}
