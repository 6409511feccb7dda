namespace GrinToS3.Collecting;

/// <summary>How a collection ended.</summary>
public enum CollectEnd
{
    /// <summary>The whole list was taken, or as much of it as was asked for.</summary>
    Complete,

    /// <summary>Somebody asked it to stop; the next start goes on where it stopped.</summary>
    Stopped,

    /// <summary>It could not finish; the next start goes on where it stopped.</summary>
    Failed,
}
