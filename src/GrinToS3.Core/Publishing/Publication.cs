using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>The end of every workflow of a run: a copy of the progress file is taken and stored, with what belongs to it.</summary>
internal static class Publication
{
    /// <summary>Has the copy taken, and stored by the workflow's own activity.</summary>
    /// <param name="context">The workflow's context.</param>
    /// <param name="run">The run.</param>
    /// <param name="wasStopped">Whether somebody waits for the end: then no copy is taken.</param>
    /// <param name="error">Why the workflow could not go on; where storage failed no copy is taken either.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="request">Its input, for the copy's name or null.</param>
    internal static async Task<Outcome<Published>> StoreAsync(
        IWorkflowContext context, string run, bool wasStopped, RunError? error, string activity, Func<string?, object> request)
    {
        string? snapshot = null;
        if (!wasStopped && error is not { Kind: RunErrorKind.Storage })
        {
            var taken = await context.CallEntityAsync<Outcome<SnapshotTaken>>(ProgressEntity.Id(run), ProgressEntity.Snapshot);
            if (!taken.IsSuccess)
            {
                return taken.Error;
            }

            snapshot = taken.Value.File;
        }

        return await context.CallActivityAsync<Outcome<Published>>(activity, request(snapshot));
    }
}
