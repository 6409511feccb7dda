namespace GrinToS3.Verifying;

/// <summary>How the audit of a run ended.</summary>
public enum AuditEnd
{
    /// <summary>All that was due was read; some of it may be missing or damaged.</summary>
    Complete,

    /// <summary>Somebody asked it to stop.</summary>
    Stopped,

    /// <summary>Its time was over before all was read; the next start goes on there.</summary>
    OutOfTime,

    /// <summary>Another audit of the run is at work, and does the same.</summary>
    InUse,

    /// <summary>It could not go on.</summary>
    Failed,
}
