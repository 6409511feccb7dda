namespace GrinToS3.Collecting;

/// <summary>The steps of a collection, in order.</summary>
public enum CollectPhase
{
    /// <summary>Taking the configuration up and testing the credentials.</summary>
    Preparing,

    /// <summary>Listing the inventory.</summary>
    Listing,

    /// <summary>Waiting for GRIN to answer again.</summary>
    WaitingForGrin,

    /// <summary>Storing CSV, snapshot, configuration and summary.</summary>
    Publishing,
}
