namespace GrinToS3.Checkup;

/// <summary>How something that was looked at is.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>It works, and deserves a look.</summary>
    Warning,

    /// <summary>A run would end on it.</summary>
    Problem,
}
