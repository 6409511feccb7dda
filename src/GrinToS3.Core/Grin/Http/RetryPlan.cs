namespace GrinToS3.Grin.Http;

/// <summary>How often a request is tried, and the waits between: doubling from the first to the longest (spec: grin-protocol 2.5).</summary>
public sealed record RetryPlan
{
    /// <summary>Four attempts, waits of 2, 4 and 8 s.</summary>
    public static readonly RetryPlan Default = new();

    /// <summary>One attempt.</summary>
    public static readonly RetryPlan None = new() { Attempts = 1 };

    /// <summary>A reply that can't be parsed is asked for once more and not oftener: it is rarely chance (spec: 14).</summary>
    private const int UnexpectedReplyAttempts = 2;

    private const double JitterShare = 0.25;

    /// <summary>The most attempts.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The wait after the first failed attempt.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait, unless GRIN asks for a longer one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait before the next attempt, or null where there shall be none.</summary>
    /// <param name="error">What the last attempt met.</param>
    /// <param name="failed">How many attempts have failed.</param>
    /// <param name="jitter">From 0 to 1; makes the wait up to a quarter longer, so that clients spread.</param>
    public TimeSpan? Wait(GrinError error, int failed, double jitter)
    {
        ArgumentNullException.ThrowIfNull(error);
        var attempts = error.Kind is GrinErrorKind.UnexpectedReply ? Math.Min(Attempts, UnexpectedReplyAttempts) : Attempts;
        if (!error.ShouldRetry || failed >= attempts)
        {
            return null;
        }

        var wait = FirstWait * Math.Pow(2, Math.Min(failed - 1, 30));
        wait = wait > LongestWait ? LongestWait : wait;
        wait = error.RetryAfter > wait ? error.RetryAfter.Value : wait;
        return wait * (1 + (JitterShare * jitter));
    }
}
