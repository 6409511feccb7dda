using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

public sealed class CollectReplayTests
{
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "side by side", [] },
        { "with faults", ["_all_books:page=3:429:retry-after=1", "_all_books:page=7:soft-error", "_all_books:page=9:cut=0.5"] },
        { "failing", ["_all_books:page=6:times=always:403"] },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task RunAsync_MakesTheSameDecisions_IfItIsReplayed(string name, string[] faults)
    {
        await using var run = await CollectFixture.StartAsync(
            new SimulatorOptions { Books = 900, Faults = FaultPlan.Parse(faults), Latency = TimeSpan.FromMilliseconds(3) }, pageSize: 10);
        var recorded = new RecordingWorkflow<CollectInput, CollectResult>(new CollectWorkflow());
        await run.Host.RunAsync(recorded, "run1", new CollectInput { Run = "run1" });
        Assert.NotEmpty(recorded.Generations);

        for (var generation = 0; generation < recorded.Generations.Count; generation++)
        {
            var replayed = await ReplayContext.RunAsync(new CollectWorkflow(), recorded.Inputs[generation], recorded.Generations[generation]);

            Assert.True(
                WorkflowJson.Write(recorded.Outputs[generation]) == WorkflowJson.Write(replayed),
                $"generation {generation} of the library '{name}' ended otherwise when replayed");
        }
    }

    [Fact]
    public async Task Replay_Fails_IfAWorkflowDecidesByChance()
    {
        var host = new LocalWorkflowHost(TimeProvider.System).AddActivity("echo", new EchoActivity());
        var recorded = new RecordingWorkflow<int, int>(new ChanceWorkflow());
        await host.RunAsync(recorded, "chance", 0);

        await Assert.ThrowsAsync<NonDeterminismException>(() => ReplayContext.RunAsync(new ChanceWorkflow(), 0, recorded.Generations[0]));
    }

    private sealed class ChanceWorkflow : IWorkflow<int, int>
    {
        public Task<int> RunAsync(IWorkflowContext context, int input) => context.CallActivityAsync<int>("echo", Random.Shared.Next());
    }

    private sealed class EchoActivity : IActivity<int, int>
    {
        public Task<int> RunAsync(int input, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}
