namespace GrinToS3.Verifying;

/// <summary>Asks for a run's storage to be verified.</summary>
public sealed record VerifyRequest
{
    /// <summary>How many objects are read at once, where none is asked for.</summary>
    public const int DefaultParallel = 4;

    /// <summary>How closely; null for the level of a verification that is unfinished, else <see cref="VerifyLevel.Checksum"/>.</summary>
    public VerifyLevel? Level { get; init; }

    /// <summary>How many objects are looked at side by side.</summary>
    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>Whether it begins anew also where one is unfinished.</summary>
    public bool Restart { get; init; }
}
