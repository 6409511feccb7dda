using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

public sealed class EnrichReplayTests
{
    // Durable Functions writes up to four events for each scheduled task: scheduled, completed, and the step around it.
    private const int EventsOfATask = 4;
    private const int MostEvents = 500;

    public static TheoryData<string, string[]> Libraries => new()
    {
        { "side by side", [] },
        { "with faults", ["_barcode_search:every=5:500", "_barcode_search:every=7:layout=added"] },
        { "failing", ["_barcode_search:requests=9-99999:503"] },
        { "without access", ["_barcode_search:requests=9-99999:token-rejected"] },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task RunAsync_MakesTheSameDecisions_IfItIsReplayed(string name, string[] faults)
    {
        await using var run = await EnrichFixture.StartAsync(8000, faults);
        await AssertReplaysAsync(await RecordAsync(run, EnrichFixture.Input(reset: true)), name);
    }

    [Fact]
    public async Task RunAsync_StaysUnder500EventsAGeneration_AtAnyNumberOfVolumes()
    {
        await using var run = await EnrichFixture.StartAsync(65_000);
        var recorded = await RecordAsync(run, EnrichFixture.Input(reset: true));

        Assert.Equal(65_000, recorded.Outputs[^1].Progress.Enriched);
        Assert.Equal((run.Calls + EnrichWalk.PagesPerGeneration - 1) / EnrichWalk.PagesPerGeneration, recorded.Generations.Count);
        Assert.InRange(recorded.Generations.Count, 3, 3);
        Assert.All(recorded.Generations, static one =>
            Assert.InRange(one.Count(static e => e.Kind is HistoryEventKind.Scheduled) * EventsOfATask, 0, MostEvents));
        Assert.All(recorded.Inputs, static input => Assert.InRange(WorkflowJson.Write(input).Length, 0, 2048));
        await AssertReplaysAsync(recorded, "large");
    }

    private static async Task<RecordingWorkflow<EnrichInput, EnrichResult>> RecordAsync(EnrichFixture run, EnrichInput input)
    {
        var recorded = new RecordingWorkflow<EnrichInput, EnrichResult>(new EnrichWorkflow());
        await run.Run.Host.RunAsync(recorded, "run1", input);
        Assert.NotEmpty(recorded.Generations);
        return recorded;
    }

    private static async Task AssertReplaysAsync(RecordingWorkflow<EnrichInput, EnrichResult> recorded, string name)
    {
        for (var generation = 0; generation < recorded.Generations.Count; generation++)
        {
            var replayed = await ReplayContext.RunAsync(new EnrichWorkflow(), recorded.Inputs[generation], recorded.Generations[generation]);

            Assert.True(
                WorkflowJson.Write(recorded.Outputs[generation]) == WorkflowJson.Write(replayed),
                $"generation {generation} of the library '{name}' ended otherwise when replayed");
        }
    }
}
