using GrinToS3.Progress;
using GrinToS3.Reprocessing;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>A reprocessing in sentences.</summary>
internal sealed class ReprocessText(ReprocessInput input) : IRunText<SyncProgress, SyncResult>
{
    private string What => input is { WithText: true, WithMarc: true } ? "page texts and MARC data" : input.WithText ? "page texts" : "MARC data";

    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        var volumes = input.Source switch { StoredSource.All => "all stored volumes", StoredSource.Named => "named volumes", _ => "stored volumes that lack them" };
        yield return $"Run {config.RunName}: deriving {What} of {volumes} anew";
    }

    public Enum Phase(SyncProgress progress) => progress.Phase;

    public double? Share(SyncProgress progress) =>
        progress.Phase is SyncPhase.Fetching && progress.ToFetch > 0 ? (double)(progress.Stored + progress.Failed) / progress.ToFetch : null;

    public string Line(SyncProgress progress, TimeSpan elapsed) => progress.Phase switch
    {
        SyncPhase.Preparing => "Testing the storage",
        SyncPhase.Selecting => "Choosing volumes",
        SyncPhase.Waiting => $"The storage does not answer since {progress.OutageSince:HH:mm:ss} UTC; waiting",
        SyncPhase.Publishing => "Storing CSV and snapshot",
        _ => $"{Text.Count(progress.Stored + progress.Failed)} of {Text.Volumes(progress.ToFetch)}, {Text.Size(progress.Bytes)} read"
            + (progress.Failed > 0 ? $", {Text.Count(progress.Failed)} failed" : ""),
    };

    public RunError? Error(SyncResult result) => result.Error;

    public IEnumerable<string> Ended(SyncResult result, TimeSpan elapsed)
    {
        var progress = result.Progress;
        var verdict = result.End switch { SyncEnd.Complete => "Done", SyncEnd.Stopped => "Stopped", _ => "NOT FINISHED" };
        yield return $"{verdict} in {Text.Duration(elapsed)}: {What} of {Text.Volumes(progress.Stored)} derived anew ({Text.Size(progress.Bytes)} read), {Text.Count(progress.Failed)} failed"
            + (result.End is SyncEnd.Complete || input.Source is StoredSource.Named ? "" : "; the next start goes on from there");
        if (progress.LastFailure is { } failure)
        {
            yield return $"Last failure: {failure}";
        }

        foreach (var stored in result.Published)
        {
            yield return $"  {Text.Size(stored.Bytes),9}  {stored.Place}";
        }
    }
}
