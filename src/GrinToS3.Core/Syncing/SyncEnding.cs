using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>The end of what walks through volumes: its session is closed, and what it did is stored. Syncing and reprocessing end alike.</summary>
/// <param name="context">The workflow's context.</param>
/// <param name="run">The run.</param>
internal sealed class SyncEnding(IWorkflowContext context, string run)
{
    /// <summary>What came of a walk that has ended for good.</summary>
    internal static SyncResult Of(WalkEnd end, RunError? error, SyncProgress progress) => new()
    {
        End = end is WalkEnd.Failed ? SyncEnd.Failed : end is WalkEnd.Stopped ? SyncEnd.Stopped : SyncEnd.Complete,
        Error = error,
        Progress = progress with { Phase = SyncPhase.Publishing, OutageSince = null },
    };

    /// <summary>Closes the session.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="ended">How the session shall be said to have ended; null for what the result says.</param>
    internal async Task<SyncResult> CloseAsync(SyncResult result, string? ended = null)
    {
        var closed = await context.CallEntityAsync<Outcome<Done>>(
            ProgressEntity.Id(run),
            ProgressEntity.CloseSession,
            new CloseSession(result.Progress.Session, result.Error?.Code ?? ended ?? result.End.ToString().ToLowerInvariant()));
        return closed.IsSuccess ? result : result with { End = SyncEnd.Failed, Error = result.Error ?? closed.Error };
    }

    /// <summary>Stores what was done, by the workflow's own activity.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="request">Its input, for the name of the progress file's copy or null.</param>
    internal async Task<SyncResult> PublishAsync(SyncResult result, string activity, Func<string?, object> request)
    {
        context.SetCustomStatus(result.Progress);
        var published = await Publication.StoreAsync(context, run, result.End is SyncEnd.Stopped, result.Error, activity, request);
        return result with
        {
            End = published.IsSuccess ? result.End : SyncEnd.Failed,
            Error = result.Error ?? published.Error,
            Published = published.Value?.Objects ?? [],
        };
    }
}
