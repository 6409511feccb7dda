namespace GrinToS3.Syncing;

/// <summary>The steps of a sync, in order.</summary>
public enum SyncPhase
{
    /// <summary>Testing credentials, keys and storage.</summary>
    Preparing,

    /// <summary>Reading GRIN's lists and choosing volumes.</summary>
    Selecting,

    /// <summary>Fetching archives.</summary>
    Fetching,

    /// <summary>Requesting conversions.</summary>
    Requesting,

    /// <summary>Waiting for GRIN or the storage to answer again.</summary>
    Waiting,

    /// <summary>Storing CSV, snapshot and summary.</summary>
    Publishing,
}
