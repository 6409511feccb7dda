namespace GrinToS3.Progress;

/// <summary>What a session does with a volume.</summary>
public enum SessionStep
{
    /// <summary>Fetches its archive.</summary>
    Fetch,

    /// <summary>Asks GRIN to convert it.</summary>
    Request,

    /// <summary>Reads its stored archive, and derives from it anew.</summary>
    Derive,
}
