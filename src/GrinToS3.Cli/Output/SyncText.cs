using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>A sync in sentences.</summary>
internal sealed class SyncText(SyncInput input) : IRunText<SyncProgress, SyncResult>
{
    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        var sources = string.Join(", ", input.Sources.Select(static source => source.ToString().ToLowerInvariant()));
        yield return $"Run {config.RunName}: {(input.Fetch ? "syncing" : "requesting")} {sources} volumes of {config.LibraryDirectory} from {config.Grin.BaseUrl}";
    }

    public Enum Phase(SyncProgress progress) => progress.Phase;

    public double? Share(SyncProgress progress) => progress.Phase switch
    {
        SyncPhase.Fetching when progress.ToFetch > 0 => (double)Done(progress) / progress.ToFetch,
        SyncPhase.Requesting when progress.ToRequest > 0 => (double)progress.RequestPosition / progress.ToRequest,
        _ => null,
    };

    public string Line(SyncProgress progress, TimeSpan elapsed) => progress.Phase switch
    {
        SyncPhase.Preparing => "Testing credentials, passphrase and storage",
        SyncPhase.Selecting => "Reading GRIN's lists",
        SyncPhase.Waiting => $"GRIN or the storage does not answer since {progress.OutageSince:HH:mm:ss} UTC; waiting",
        SyncPhase.Requesting => $"{Text.Count(progress.RequestPosition)} of {Text.Volumes(progress.ToRequest)} requested",
        SyncPhase.Publishing => "Storing CSV and snapshot",
        _ => $"{Text.Count(Done(progress))} of {Text.Volumes(progress.ToFetch)}, {Text.Size(progress.Bytes)}{Rate(progress, elapsed)}"
            + (progress.Failed > 0 ? $", {Text.Count(progress.Failed)} failed" : ""),
    };

    public RunError? Error(SyncResult result) => result.Error;

    public IEnumerable<string> Ended(SyncResult result, TimeSpan elapsed)
    {
        var progress = result.Progress;
        if (input.DryRun)
        {
            yield return $"Would fetch {Text.Volumes(progress.ToFetch)} and request {Text.Volumes(progress.ToRequest)}; nothing was changed";
            yield break;
        }

        var verdict = result.End switch { SyncEnd.Complete => "Done", SyncEnd.Stopped => "Stopped", _ => "NOT FINISHED" };
        if (input.Fetch)
        {
            yield return $"{verdict} in {Text.Duration(elapsed)}: {Text.Volumes(progress.Stored)} stored ({Text.Size(progress.Bytes)}), "
                + $"{Text.Count(progress.Skipped)} unchanged, {Text.Count(progress.NotReady)} not ready, {Text.Count(progress.Failed)} failed";
        }

        if (progress.ToRequest > 0 || !input.Fetch)
        {
            yield return $"{(input.Fetch ? "Conversions" : verdict)}: {Text.Count(progress.Requested)} requested, {Text.Count(progress.InProcess)} in process, "
                + $"{Text.Count(progress.Available)} available, {Text.Count(progress.Refused)} refused"
                + (progress.Unknown > 0 ? $", {Text.Count(progress.Unknown)} answered '{progress.UnknownAnswer}' (asked again later)" : "");
        }

        if (progress.QueueFull)
        {
            yield return "GRIN's conversion queue is full: what was not requested stays as it is; run this again tomorrow";
        }

        if (progress.LastFailure is { } failure)
        {
            yield return $"Last failure: {failure}";
        }

        foreach (var stored in result.Published)
        {
            yield return $"  {Text.Size(stored.Bytes),9}  {stored.Place}";
        }
    }

    private static int Done(SyncProgress progress) => progress.Stored + progress.Skipped + progress.NotReady + progress.Failed;

    private static string Rate(SyncProgress progress, TimeSpan elapsed) =>
        progress.Bytes > 0 && elapsed.TotalSeconds > 0 ? $" at {Text.Size((long)(progress.Bytes / elapsed.TotalSeconds))}/s" : "";
}
