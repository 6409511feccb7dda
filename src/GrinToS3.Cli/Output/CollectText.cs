using GrinToS3.Collecting;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>A collection in sentences.</summary>
internal sealed class CollectText : IRunText<CollectProgress, CollectResult>
{
    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        yield return $"Run {config.RunName}: collecting the inventory of {config.LibraryDirectory} from {config.Grin.BaseUrl}";
        yield return created ? $"Configuration written to {directory.Config}" : $"Configuration read from {directory.Config}";
    }

    public Enum Phase(CollectProgress progress) => progress.Phase;

    /// <summary>How long the inventory is, GRIN does not say.</summary>
    public double? Share(CollectProgress progress) => null;

    public string Line(CollectProgress progress, TimeSpan elapsed) => progress.Phase switch
    {
        CollectPhase.WaitingForGrin => $"GRIN does not answer since {progress.OutageSince:HH:mm:ss} UTC; waiting",
        CollectPhase.Publishing => "Storing the inventory",
        CollectPhase.Preparing => "Testing the credentials",
        _ when progress.Rows == 0 => "Listing",
        _ => $"{Text.Volumes(progress.Rows)} on {Text.Pages(progress.Pages)}, {Rate(progress, elapsed)} volumes/s",
    };

    public RunError? Error(CollectResult result) => result.Error;

    public IEnumerable<string> Ended(CollectResult result, TimeSpan elapsed)
    {
        var progress = result.Progress;
        yield return result.End switch
        {
            CollectEnd.Complete => $"Collected {Text.Volumes(progress.Rows)} on {Text.Pages(progress.Pages)} in {Text.Duration(elapsed)}: "
                + $"{Text.Count(progress.Inserted)} new, {Text.Count(progress.Updated)} refreshed, {Text.Count(progress.Unchanged)} known",
            CollectEnd.Stopped => $"Stopped after {Text.Volumes(progress.Rows)} on {Text.Pages(progress.Pages)}; the next start goes on from there",
            _ => $"NOT FINISHED after {Text.Volumes(progress.Rows)} on {Text.Pages(progress.Pages)}; the next start goes on from there",
        };
        if (progress.WithoutBarcode > 0)
        {
            yield return $"{Text.Count(progress.WithoutBarcode)} rows had no barcode and were left out";
        }

        if (progress.UnknownColumns.Count > 0)
        {
            yield return $"GRIN shows columns that are not kept: {string.Join(", ", progress.UnknownColumns)}";
        }

        foreach (var stored in result.Published)
        {
            yield return $"  {Text.Size(stored.Bytes),9}  {stored.Place}";
        }
    }

    private static string Rate(CollectProgress progress, TimeSpan elapsed)
    {
        var handled = progress.Inserted + progress.Updated + progress.Unchanged;
        return elapsed.TotalSeconds > 0 ? Text.Count((long)(handled / elapsed.TotalSeconds)) : "0";
    }
}
