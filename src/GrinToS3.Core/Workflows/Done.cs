namespace GrinToS3.Workflows;

/// <summary>The value of an operation that has nothing to tell but that it succeeded.</summary>
public sealed record Done
{
    /// <summary>The only one that is needed.</summary>
    public static Done Value { get; } = new();
}
