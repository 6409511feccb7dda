namespace GrinToS3.Syncing;

/// <summary>What came of a volume.</summary>
public enum VolumeOutcome
{
    /// <summary>Its archive was fetched, verified and stored.</summary>
    Stored,

    /// <summary>Its stored archive was read and found right, and what was wanted was derived from it.</summary>
    Derived,

    /// <summary>What is stored is what GRIN has.</summary>
    Skipped,

    /// <summary>GRIN does not have its archive: not converted, or expired.</summary>
    NotReady,

    /// <summary>It failed; the others are not concerned.</summary>
    Failed,
}
