namespace GrinToS3.Grin.Http;

/// <summary>What can be set about a <see cref="GrinClient"/>.</summary>
public sealed record GrinClientOptions
{
    /// <summary>How long GRIN may take to begin its answer.</summary>
    public TimeSpan ResponseLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a body may be silent; there is no limit for the whole (spec: grin-protocol 2.3).</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is told of each attempt, from any thread.</summary>
    public IProgress<GrinAttempt>? Observer { get; init; }

    /// <summary>Gives the jitter of waits; must be safe to share between threads.</summary>
    public Random Random { get; init; } = Random.Shared;
}
