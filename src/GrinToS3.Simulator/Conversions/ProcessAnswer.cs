namespace GrinToS3.Simulator.Conversions;

/// <summary>The status texts of <c>_process</c> (spec: grin-protocol 8); the last two are invented, for answers that nobody has seen yet.</summary>
public static class ProcessAnswer
{
    /// <summary>The volume is in the queue now.</summary>
    public const string Success = "Success";

    /// <summary>Its archive can be downloaded.</summary>
    public const string AlreadyAvailable = "Already available for download";

    /// <summary>It is in the queue.</summary>
    public const string AlreadyBeingConverted = "Already being converted";

    /// <summary>It is in the queue, in other words.</summary>
    public const string AlreadyInProcess = "Already in process";

    /// <summary>It is not permitted.</summary>
    public const string NotAllowed = "Not allowed to be downloaded";

    /// <summary>Something went wrong.</summary>
    public const string OtherError = "Other error";

    /// <summary>A text of no known meaning.</summary>
    public const string TryLater = "Please try again later";

    /// <summary>There was no room for it (<see cref="QueueOverflow.PerLine"/>).</summary>
    public const string QueueFull = "Conversion queue is full";
}
