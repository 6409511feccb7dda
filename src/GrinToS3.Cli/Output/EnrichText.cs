using GrinToS3.Enriching;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>Enriching in sentences.</summary>
internal sealed class EnrichText : IRunText<EnrichProgress, EnrichResult>
{
    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        yield return $"Run {config.RunName}: enriching the volumes of {config.LibraryDirectory} from {config.Grin.BaseUrl}";
    }

    public Enum Phase(EnrichProgress progress) => progress.Phase;

    public double? Share(EnrichProgress progress) =>
        progress.Phase is EnrichPhase.Enriching && progress.ToEnrich > 0 ? (double)Done(progress) / progress.ToEnrich : null;

    public string Line(EnrichProgress progress, TimeSpan elapsed) => progress.Phase switch
    {
        EnrichPhase.Preparing => "Testing the credentials",
        EnrichPhase.Resetting => $"Forgetting what was brought before: {Text.Volumes(progress.Forgotten)}",
        EnrichPhase.WaitingForGrin => $"GRIN does not answer since {progress.OutageSince:HH:mm:ss} UTC; waiting",
        EnrichPhase.Publishing => "Storing CSV and snapshot",
        _ => $"{Text.Count(Done(progress))} of {Text.Volumes(progress.ToEnrich)}, {Rate(progress, elapsed)} volumes/s"
            + (progress.Failed > 0 ? $", {Text.Count(progress.Failed)} failed" : ""),
    };

    public RunError? Error(EnrichResult result) => result.Error;

    public IEnumerable<string> Ended(EnrichResult result, TimeSpan elapsed)
    {
        var progress = result.Progress;
        var verdict = result.End switch { EnrichEnd.Complete => "Done", EnrichEnd.Stopped => "Stopped", _ => "NOT FINISHED" };
        yield return $"{verdict} in {Text.Duration(elapsed)}: {Text.Volumes(progress.Enriched)} enriched with {Text.Count(progress.Requests)} requests, "
            + $"{Text.Count(progress.Absent)} not found, {Text.Count(progress.Failed)} failed"
            + (result.End is EnrichEnd.Complete ? "" : "; the next start goes on from there");
        foreach (var (state, count) in progress.States)
        {
            yield return $"  {Text.Count(count),9}  {state}";
        }

        if (progress.Failed > 0)
        {
            yield return $"Last failure: {progress.LastFailure}; what failed is asked for again from 15 minutes later on, run this again then";
        }

        if (progress.Waiting > 0)
        {
            yield return $"{Text.Volumes(progress.Waiting)} failed earlier and were not due yet; run this again later";
        }

        if (progress.UnknownColumns.Count > 0)
        {
            yield return $"GRIN shows columns that the CSV does not have; they are kept in the table grin_fields: {string.Join(", ", progress.UnknownColumns)}";
        }

        if (progress.MissingColumns.Count > 0)
        {
            yield return $"GRIN did not show these columns, and what was there stays: {string.Join(", ", progress.MissingColumns)}";
        }

        foreach (var stored in result.Published)
        {
            yield return $"  {Text.Size(stored.Bytes),9}  {stored.Place}";
        }
    }

    private static long Done(EnrichProgress progress) => progress.Enriched + progress.Absent + progress.Failed;

    private static string Rate(EnrichProgress progress, TimeSpan elapsed) =>
        elapsed.TotalSeconds > 0 ? Text.Count((long)(Done(progress) / elapsed.TotalSeconds)) : "0";
}
