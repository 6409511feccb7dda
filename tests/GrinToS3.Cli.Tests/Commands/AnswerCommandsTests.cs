using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Reporting;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin explain</c> and <c>grin report</c>.</summary>
public sealed class AnswerCommandsTests
{
    [Fact]
    public async Task Explain_SaysWhatIsKnownAndWhatComesNext_OfAStoredAndOfAnotherVolume()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--limit", "1"]));
        var stored = SyncStand.Completed(stand.Run().Database).Single();
        var other = stand.Converted().First(barcode => barcode != stored);

        var lines = (await stand.DoAsync("explain", stored, "--run-name", "run1")).Output;
        var json = JsonNode.Parse((await stand.DoAsync("explain", other, "--run-name", "run1", "--offline", "--json")).Output.Single())!;

        Assert.Equal($"Volume {stored}", lines[0]);
        Assert.Contains($"GRIN: has its archive, version {stand.Grin.Archives.Find(stored)!.ETag}", lines);
        Assert.Contains(lines, static line => line.EndsWith("  sync completed", StringComparison.Ordinal) || line.Contains("  sync completed  ", StringComparison.Ordinal));
        Assert.StartsWith("Next: it is stored", lines[^1], StringComparison.Ordinal);
        Assert.Equal(("Fetch", null), ((string?)json["next"]!["kind"], json["grin"]));
        Assert.Equal("CONVERTED", (string?)json["facts"]!["columns"]!["grin_state"]);
    }

    [Fact]
    public async Task Explain_RefusesInOneLine_IfItCanNotAnswer()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));

        await stand.RefuseAsync(2, "there is no run 'run2'", "explain", "39015000000001", "--run-name", "run2");
        await stand.RefuseAsync(2, "no barcode", "explain", "no barcode!", "--run-name", "run1");
        await stand.RefuseAsync(4, "run grin collect first", "explain", "39015000000001", "--run-name", "run1");
    }

    [Fact]
    public async Task Report_ListsAndAnswers_AsLinesAndAsJson()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        var list = (await stand.DoAsync("report")).Output;
        var lines = (await stand.DoAsync("report", "states", "--run-name", "run1")).Output;
        var json = (await stand.DoAsync("report", "states", "--run-name", "run1", "--json")).Output;

        Assert.Equal(Reports.All.Select(static report => report.Name), list.Select(static line => line.Split(' ')[0]));
        Assert.Equal("state\tvolumes", lines[0]);
        Assert.Equal(300, lines.Skip(1).Sum(static line => int.Parse(line.Split('\t')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(lines.Skip(1), json.Select(static line => $"{JsonNode.Parse(line)!["state"]}\t{JsonNode.Parse(line)!["volumes"]}"));
        await stand.RefuseAsync(2, "there is no report 'sates'; there are: progress, states, ", "report", "sates", "--run-name", "run1");
        await stand.RefuseAsync(2, "--run-name is missing", "report", "states");
    }
}
