using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

public sealed class SyncReplayTests
{
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "side by side", [] },
        { "with faults", ["archive:method=GET:every=5:cut=0.5", "archive:every=7:503", "_converted:500"] },
        { "failing", ["archive:method=GET:requests=9-99999:corrupt=900"] },
        { "without access", ["archive:requests=30-99999:token-rejected"] },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task RunAsync_MakesTheSameDecisions_IfItIsReplayed(string name, string[] faults)
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(2000, faults) with { Latency = TimeSpan.FromMilliseconds(2) });
        var recorded = await RecordAsync(run, SyncFixture.Input(VolumeSource.Converted));
        Assert.NotEmpty(recorded.Generations);

        for (var generation = 0; generation < recorded.Generations.Count; generation++)
        {
            var replayed = await ReplayContext.RunAsync(new SyncWorkflow(), recorded.Inputs[generation], recorded.Generations[generation]);

            Assert.True(
                WorkflowJson.Write(recorded.Outputs[generation]) == WorkflowJson.Write(replayed),
                $"generation {generation} of the library '{name}' ended otherwise when replayed");
        }
    }

    [Fact]
    public async Task RunAsync_StaysUnder500EventsAGeneration_AtAnyNumberOfArchives()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(4000));
        var recorded = await RecordAsync(run, SyncFixture.Input(VolumeSource.Converted));

        var volumes = run.Converted.Count;
        Assert.Equal(volumes, recorded.Outputs[^1].Progress.Stored);
        Assert.Equal((volumes + FetchWalk.VolumesPerGeneration - 1) / FetchWalk.VolumesPerGeneration, recorded.Generations.Count);
        recorded.AssertSmall();
    }

    [Fact]
    public async Task RunAsync_StaysUnder500EventsAGeneration_AtAnyNumberOfRequests()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(10_000));
        var recorded = await RecordAsync(run, SyncFixture.Input(VolumeSource.Previous) with { Fetch = false });

        var calls = run.Grin.Journal.Count("_process");
        Assert.True(calls > RequestWalk.CallsPerGeneration, $"{calls} calls are too few");
        Assert.Equal((calls + RequestWalk.CallsPerGeneration - 1) / RequestWalk.CallsPerGeneration, recorded.Generations.Count);
        recorded.AssertSmall();
    }

    private static async Task<RecordingWorkflow<SyncInput, SyncResult>> RecordAsync(SyncFixture run, SyncInput input)
    {
        var recorded = new RecordingWorkflow<SyncInput, SyncResult>(new SyncWorkflow());
        await run.Run.Host.RunAsync(recorded, "run1", input);
        return recorded;
    }
}
