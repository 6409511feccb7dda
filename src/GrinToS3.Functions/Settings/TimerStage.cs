namespace GrinToS3.Functions.Settings;

/// <summary>What the timer can do, in this order.</summary>
internal enum TimerStage
{
    /// <summary>Collects the inventory.</summary>
    Collect,

    /// <summary>Asks GRIN to convert what it has not converted.</summary>
    Request,

    /// <summary>Brings what is converted, and what has changed, into storage.</summary>
    Sync,
}
