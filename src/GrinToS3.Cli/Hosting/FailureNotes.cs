namespace GrinToS3.Cli.Hosting;

/// <summary>Tells a person of each failure of a session once, when it happens.</summary>
internal static class FailureNotes
{
    /// <summary>What <see cref="LocalSession{TProgress, TResult}.Watch"/> does for that.</summary>
    /// <param name="failureOf">The last failure that a progress knows of.</param>
    internal static Action<TProgress, Action<string>> Of<TProgress>(Func<TProgress, string?> failureOf)
    {
        string? shown = null;
        return (progress, note) =>
        {
            if (failureOf(progress) is { } failure && failure != shown)
            {
                shown = failure;
                note(failure);
            }
        };
    }
}
