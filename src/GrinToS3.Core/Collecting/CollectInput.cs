namespace GrinToS3.Collecting;

/// <summary>What a collection shall do.</summary>
public sealed record CollectInput
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>The most volumes to take, from the top of the inventory, or null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether known volumes take GRIN's new values; a blank never overwrites one.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether an unfinished listing is given up and the inventory listed from its start.</summary>
    public bool Restart { get; init; }

    /// <summary>How long to keep trying while GRIN is out of reach, before the collection ends unfinished.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Where the generation before this one stopped; null for the first.</summary>
    public CollectProgress? Progress { get; init; }
}
