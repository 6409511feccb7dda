namespace GrinToS3;

/// <summary>
/// Tests that keep every core busy by themselves, or that measure what the whole process spends: they run one at a time, after all others, so that
/// none that talks over HTTP starves beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
