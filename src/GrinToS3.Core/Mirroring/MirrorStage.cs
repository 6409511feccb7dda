namespace GrinToS3.Mirroring;

/// <summary>What a mirror run can do, in this order.</summary>
public enum MirrorStage
{
    /// <summary>Collects the inventory.</summary>
    Collect,

    /// <summary>Asks GRIN to convert what it has not converted.</summary>
    Request,

    /// <summary>Brings what is converted, and what has changed, into storage.</summary>
    Sync,

    /// <summary>Adds GRIN's detailed metadata to volumes that have none.</summary>
    Enrich,

    /// <summary>Reads what is due today of what is stored, and compares its digests.</summary>
    Audit,
}
