namespace GrinToS3.Explaining;

/// <summary>What the next step of a volume is about.</summary>
public enum NextStepKind
{
    /// <summary>Nothing is to do, or nothing can be done.</summary>
    None,

    /// <summary>The run does not know the volume.</summary>
    Unknown,

    /// <summary>The next sync fetches its archive.</summary>
    Fetch,

    /// <summary>The next reprocessing derives from its stored archive what is missing.</summary>
    Derive,

    /// <summary>The next request asks GRIN to convert it.</summary>
    Request,

    /// <summary>It is somebody else's turn: GRIN's, or a later moment's.</summary>
    Wait,

    /// <summary>GRIN will not or can't convert it.</summary>
    Refused,
}
