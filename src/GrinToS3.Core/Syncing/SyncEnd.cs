namespace GrinToS3.Syncing;

/// <summary>How a sync ended.</summary>
public enum SyncEnd
{
    /// <summary>All volumes that it chose were dealt with; some may have failed, and GRIN's queue may be full.</summary>
    Complete,

    /// <summary>Somebody asked it to stop.</summary>
    Stopped,

    /// <summary>It could not go on.</summary>
    Failed,
}
