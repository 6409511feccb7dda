using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Cli.Commands;

public sealed class OutputTests
{
    [Fact]
    public async Task Collect_PrintsOneObjectALine_IfJsonIsWanted()
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 500, Faults = FaultPlan.Parse("_all_books:page=1:429:retry-after=1") });

        var exit = await stand.DoAsync(stand.Collect(more: "--json"));

        var events = exit.Output.Select(static line => (string?)JsonNode.Parse(line)!["event"]).ToList();
        Assert.Equal("started", events[0]);
        Assert.Equal("result", events[^1]);
        Assert.Equal(["note", "progress"], events[1..^1].Distinct().Order(StringComparer.Ordinal));
        Assert.True(events.Count(static one => one is "progress") >= 5, exit.ToString());
        Assert.Equal("config", (string?)JsonNode.Parse((await stand.DoAsync(stand.Collect(more: ["--json", "--write-config"]))).Output.Single())!["event"]);
    }

    [Theory]
    [InlineData("collect")]
    [InlineData("status --run-name run1")]
    [InlineData("db check --run-name run1")]
    [InlineData("export --run-name run1")]
    [InlineData("--help")]
    [InlineData("collect --help")]
    public async Task Grin_PrintsNoEscapeCodes_IfItsOutputIsPiped(string command)
    {
        await using var stand = await GrinStand.StartAsync();
        stand.Set("TERM", "xterm-256color");
        await stand.DoAsync(stand.Collect());

        var exit = await stand.DoAsync(command is "collect" ? stand.Collect() : command.Split(' '));

        Assert.NotEmpty(exit.Output);
        Assert.All(exit.Output, static line => Assert.DoesNotContain(line, char.IsControl));
    }
}
