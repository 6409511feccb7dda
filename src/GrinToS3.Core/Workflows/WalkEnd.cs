namespace GrinToS3.Workflows;

/// <summary>Why one generation stopped walking through what there is to do.</summary>
internal enum WalkEnd
{
    /// <summary>Nothing is left, or the limit was reached.</summary>
    Done,

    /// <summary>This generation's share is done; the next goes on.</summary>
    GenerationFull,

    /// <summary>Somebody asked for the end.</summary>
    Stopped,

    /// <summary>It can't go on.</summary>
    Failed,
}
