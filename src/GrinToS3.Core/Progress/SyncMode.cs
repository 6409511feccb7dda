namespace GrinToS3.Progress;

/// <summary>SQLite's <c>synchronous</c>: what an acknowledged write survives.</summary>
public enum SyncMode
{
    /// <summary>Survives a killed process; on power loss the last transactions may be missing, never torn.</summary>
    Normal = 1,

    /// <summary>Survives power loss.</summary>
    Full = 2,
}
