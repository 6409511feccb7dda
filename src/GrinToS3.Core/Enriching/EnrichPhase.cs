namespace GrinToS3.Enriching;

/// <summary>The steps of enriching, in order.</summary>
public enum EnrichPhase
{
    /// <summary>Testing the credentials.</summary>
    Preparing,

    /// <summary>Forgetting what enriching brought before.</summary>
    Resetting,

    /// <summary>Asking GRIN for volumes.</summary>
    Enriching,

    /// <summary>Waiting for GRIN to answer again.</summary>
    WaitingForGrin,

    /// <summary>Storing CSV, snapshot and summary.</summary>
    Publishing,
}
