namespace GrinToS3.Migrating;

/// <summary>What a move is doing.</summary>
public enum MigrationStep
{
    /// <summary>Copying.</summary>
    Copy,

    /// <summary>Comparing what the target has with what was copied.</summary>
    Check,

    /// <summary>Changing the run's file and configuration.</summary>
    Switch,
}
