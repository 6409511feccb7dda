namespace GrinToS3.Progress;

/// <summary>What a row of a batch does to a volume that is known already (spec: data-model 3.1).</summary>
public enum ApplyMode
{
    /// <summary>Nothing: the row stays untouched, <c>updated_at</c> too.</summary>
    Insert,

    /// <summary>Each value that is neither NULL nor blank replaces the known one; <c>updated_at</c> is set always.</summary>
    Refresh,
}
