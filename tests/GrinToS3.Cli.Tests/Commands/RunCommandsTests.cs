using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Simulator;

namespace GrinToS3.Cli.Commands;

public sealed class RunCommandsTests
{
    [Fact]
    public async Task Status_ShowsCountsAndListing_AsTextAndAsJson()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());

        var text = await stand.DoAsync("status", "--run-name", "run1");
        var json = await stand.DoAsync("status", "--run-name", "run1", "--json");

        Assert.Contains(text.Output, static line => line.Trim() is "300  volumes");
        Assert.Contains(text.Output, static line => line.StartsWith("Listing ended", StringComparison.Ordinal) && line.EndsWith("(complete): 3 pages, 300 volumes", StringComparison.Ordinal));
        var status = JsonNode.Parse(Assert.Single(json.Output))!;
        Assert.Equal(("run1", 300, "complete"), ((string?)status["run"], (int?)status["counts"]!["books"], (string?)status["listing"]!["ended"]));
        Assert.Equal(["run", "libraryDirectory", "counts", "open", "listing", "lastDay", "next"], status.AsObject().Select(static one => one.Key));
        Assert.Equal(["enrich", "request --queue previous --queue unconverted"], status["next"]!.AsArray().Select(static one => (string?)one!["command"]).Where(static one => one != "sync --queue converted"));
        Assert.Contains(text.Output, static line => line.StartsWith("next: grin sync --queue converted --run-name run1 (", StringComparison.Ordinal));
        var states = stand.Grin.Library.Books.CountBy(static book => book.State).ToDictionary();
        Assert.All(states, state => Assert.Equal(state.Value, (int?)status["counts"]!["byState"]![state.Key]));
        Assert.All(states, state => Assert.Contains(text.Output, line => line.Trim() == $"{state.Value}    {state.Key}"));
    }

    [Fact]
    public async Task Status_SaysWhatIsNext_IfTheInventoryHasNotBeenListed()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));

        var text = await stand.DoAsync("status", "--run-name", "run1");

        Assert.Contains(text.Output, static line => line.Trim() is "0  volumes");
        Assert.Contains("next: grin collect --run-name run1", text.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Db_ChecksAndCompacts_AFinishedRun()
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 2000 });
        await stand.DoAsync(stand.Collect());

        var check = await stand.DoAsync("db", "check", "--run-name", "run1");
        await stand.DoAsync("db", "compact", "--run-name", "run1");
        var json = await stand.DoAsync("db", "check", "--run-name", "run1", "--json");

        Assert.Equal([$"{stand.Run().Database} is sound"], check.Output);
        Assert.Equal((2000, 0), ((int?)JsonNode.Parse(json.Output[0])!["books"], JsonNode.Parse(json.Output[0])!["problems"]!.AsArray().Count));
        Assert.Equal(CollectedRows.Expected(stand.Grin.Library), CollectedRows.Of(stand.Run().Database));
        await stand.DoAsync(stand.Collect());
    }

    [Theory]
    [InlineData("export")]
    [InlineData("db check")]
    [InlineData("db compact")]
    public async Task Grin_SaysWhatIsNext_IfTheRunHasCollectedNothing(string command)
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));
        await File.WriteAllBytesAsync(stand.Run().Lock, []);

        await stand.RefuseAsync(4, "books.db does not exist; run grin collect first", [.. command.Split(' '), "--run-name", "run1"]);
    }
}
