using System.CommandLine;
using GrinToS3.Cli.Output;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin status</c>: where a run stands, read beside whatever is working on it.</summary>
internal static class StatusCommand
{
    internal static Command Build()
    {
        var command = new Command("status", "Show where a run stands; works while another session runs");
        var run = new RunOptions(command, required: true);
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        command.Options.Add(json);
        command.SetAction(parsed => Show(run.GetExisting(parsed), parsed.GetValue(json)));
        return command;
    }

    private static int Show(RunDirectory directory, bool json)
    {
        if (!RunConfigFile.TryRead(directory, out var config, out var problem))
        {
            throw new CommandFailedException(ExitCode.BadInput, problem);
        }

        var counts = new ProgressCounts(0, new Dictionary<string, long>(), 0, 0, 0);
        ListingReport? listing = null;
        if (File.Exists(directory.Database))
        {
            using var reader = ProgressReader.Open(directory.Database);
            counts = reader.Counts();
            listing = reader.LatestListing();
        }

        if (json)
        {
            Console.WriteLine(WorkflowJson.Write(new { Run = config.RunName, config.LibraryDirectory, Counts = counts, Listing = listing }));
        }
        else
        {
            Print(config, counts, listing);
        }

        return ExitCode.Done;
    }

    private static void Print(RunConfig config, ProgressCounts counts, ListingReport? listing)
    {
        Console.WriteLine($"Run {config.RunName}: {config.LibraryDirectory} from {config.Grin.BaseUrl}");
        Console.WriteLine($"  {Text.Count(counts.Books),12}  volumes");
        foreach (var (state, count) in counts.ByState.OrderByDescending(static one => one.Value))
        {
            Console.WriteLine($"  {Text.Count(count),12}    {(state is "" ? "(no state)" : state)}");
        }

        Console.WriteLine($"  {Text.Count(counts.Enriched),12}  enriched");
        Console.WriteLine($"  {Text.Count(counts.Requested),12}  requested for conversion");
        Console.WriteLine($"  {Text.Count(counts.Synced),12}  synced");
        Console.WriteLine(Describe(listing, config.RunName));
    }

    private static string Describe(ListingReport? listing, string run) => listing switch
    {
        null => $"The inventory has not been listed; next: grin collect --run-name {run}",
        { FinishedAt: null } => $"Listing begun {listing.StartedAt}, NOT FINISHED: {Text.Count(listing.Pages)} pages, {Text.Volumes(listing.Rows)}; next: grin collect --run-name {run}",
        _ => $"Listing ended {listing.FinishedAt} ({listing.Ended}): {Text.Count(listing.Pages)} pages, {Text.Volumes(listing.Rows)}",
    };
}
