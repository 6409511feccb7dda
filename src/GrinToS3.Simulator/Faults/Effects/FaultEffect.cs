namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>What happens to a request that a rule matches.</summary>
public abstract record FaultEffect
{
    private protected FaultEffect()
    {
    }

    /// <summary>Whether the effect spoils the library's own answers, and makes no sense for the OAuth endpoints.</summary>
    internal virtual bool IsForPages => false;

    /// <summary>The one resource that the effect is for; null for any.</summary>
    internal virtual string? OnlyFor => null;

    internal abstract Task ApplyAsync(FaultedRequest request);
}
