using GrinToS3.Functions.EndToEnd;
using GrinToS3.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrinToS3.Functions.Durable;

/// <summary>
/// The context on a real engine with a real history. The engine knows no entities, and hands no events from one generation to the next: both are
/// tried under a host only.
/// </summary>
public sealed class DurableWorkflowContextTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Context_TellsWhoItIsAndWhatTimeItIs_AsTheOrchestrationDoes()
    {
        var result = await RunAsync<string>("tells", (context, durable) => Task.FromResult(
            $"{context.InstanceId} {context.CurrentUtcDateTime == durable.CurrentUtcDateTime} {context.IsReplaying == durable.IsReplaying}"));

        Assert.Equal("tells True True", result);
    }

    [Fact]
    public async Task CallActivityAsync_CarriesValuesAndRunsSideBySide_IfSeveralAreCalled()
    {
        var result = await RunAsync<string>("activities", async (context, _) =>
        {
            var both = await Task.WhenAll(context.CallActivityAsync<string>("Echo", "a"), context.CallActivityAsync<string>("Echo", "b"));
            return string.Join(' ', both);
        });

        Assert.Equal("echo a echo b", result);
    }

    [Fact]
    public async Task CallActivityAsync_RunsItAgain_IfItThrows()
    {
        var calls = 0;
        var result = await RunAsync<string>(
            "again",
            (context, _) => context.CallActivityAsync<string>("Fragile", "x"),
            tasks => tasks.AddActivityFunc<string, string>("Fragile", (_, input) =>
                Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("the host died") : $"{input} at call {calls}"));

        Assert.Equal("x at call 2", result);
    }

    [Fact]
    public async Task WaitForExternalEvent_EndsATimersWait_IfItIsRaised()
    {
        var result = await RunAsync<string>(
            "event",
            async (context, _) =>
            {
                var stop = context.WaitForExternalEvent<bool>("Stop");
                using var stopped = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromHours(1), stopped.Token);
                var first = await Task.WhenAny(timer, stop);
                stopped.Cancel();
                return $"stopped {first == stop && await stop}";
            },
            during: async client =>
            {
                await client.WaitForInstanceStartAsync("event");
                await client.RaiseEventAsync("event", "Stop", true);
            });

        Assert.Equal("stopped True", result);
    }

    [Fact]
    public async Task SetCustomStatus_IsWhatClientsSee_IfItIsSet()
    {
        await using var host = await StartAsync(static tasks => tasks.AddOrchestratorFunc<string, string>("Shows", static (durable, _) =>
        {
            new DurableWorkflowContext(durable).SetCustomStatus(new { Phase = "Listing" });
            return Task.FromResult("done");
        }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Shows", "", new StartOrchestrationOptions("shows"));
        Assert.Equal("done", await ResultAsync<string>(host.Client, "shows"));

        Assert.Contains("Listing", (await host.Client.GetInstanceAsync("shows", getInputsAndOutputs: true))!.SerializedCustomStatus, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateTimer_GoesOn_IfItsTimeHasCome()
    {
        var result = await RunAsync<string>("timer", async (context, _) =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return context.CurrentUtcDateTime - before >= TimeSpan.FromSeconds(1) ? "later" : "too soon";
        });

        Assert.Equal("later", result);
    }

    [Fact]
    public async Task ContinueAsNew_StartsTheNextGenerationWithItsInput_IfItIsCalled()
    {
        await using var host = await StartAsync(static tasks => tasks.AddOrchestratorFunc<int, string>("Generations", static (durable, generation) =>
        {
            if (generation < 3)
            {
                new DurableWorkflowContext(durable).ContinueAsNew(generation + 1);
            }

            return Task.FromResult($"generation {generation}");
        }));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Generations", 1, new StartOrchestrationOptions("generations"));

        Assert.Equal("generation 3", await ResultAsync<string>(host.Client, "generations"));
    }

    [Fact]
    public async Task RunFailedException_IsWhatAnOperatorReads_IfARunFails()
    {
        await using var host = await StartAsync(static tasks => tasks.AddOrchestratorFunc<string, string>("Fails", static (_, _) =>
            Task.FromException<string>(new RunFailedException(RunError.Storage("the disk is full; free some space", "DiskFull")))));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Fails", "", new StartOrchestrationOptions("fails"));

        using var limit = new CancellationTokenSource(Limit);
        var ended = await host.Client.WaitForInstanceCompletionAsync("fails", getInputsAndOutputs: true, limit.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("DiskFull: the disk is full; free some space", ended.FailureDetails!.ErrorMessage);
    }

    private static async Task<DurableTaskTestHost> StartAsync(Action<DurableTaskRegistry> tasks)
    {
        // By itself it takes any number, which one of the many connections of the end-to-end tests may have; so may this one, by now, but seldom.
        const int most = 5;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await DurableTaskTestHost.StartAsync(tasks, new DurableTaskTestHostOptions { LoggerFactory = NullLoggerFactory.Instance, Port = Ports.Free(1)[0] });
            }
            catch (IOException) when (tries < most)
            {
                // The port has been taken.
            }
        }
    }

    private static async Task<T> RunAsync<T>(
        string id,
        Func<IWorkflowContext, TaskOrchestrationContext, Task<T>> workflow,
        Action<DurableTaskRegistry>? more = null,
        Func<DurableTaskClient, Task>? during = null)
    {
        await using var host = await StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc<string, T>("Workflow", (durable, _) => workflow(new DurableWorkflowContext(durable), durable));
            tasks.AddActivityFunc<string, string>("Echo", static (_, input) => $"echo {input}");
            more?.Invoke(tasks);
        });
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Workflow", "", new StartOrchestrationOptions(id));
        if (during is not null)
        {
            await during(host.Client);
        }

        return await ResultAsync<T>(host.Client, id);
    }

    private static async Task<T> ResultAsync<T>(DurableTaskClient client, string id)
    {
        using var limit = new CancellationTokenSource(Limit);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
        Assert.True(ended.RuntimeStatus is OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ToString());
        return ended.ReadOutputAs<T>()!;
    }
}
