using GrinToS3.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Workflows;

public sealed class LocalWorkflowHostTests
{
    private static readonly WorkflowEntityId Counter = new("counter", "one");
    private readonly FakeTimeProvider _time = new();
    private readonly LocalWorkflowHost _host;
    private readonly CountingEntity _entity = new();

    public LocalWorkflowHostTests() =>
        _host = new LocalWorkflowHost(_time).AddActivity("double", new DoubleActivity()).AddEntity("counter", _entity);

    [Fact]
    public async Task RunAsync_ReturnsOutput_OfActivitiesSideBySide()
    {
        var sum = await Run(async (context, count) =>
        {
            var tasks = Enumerable.Range(1, count).Select(n => context.CallActivityAsync<int>("double", n)).ToArray();
            return (await Task.WhenAll(tasks)).Sum();
        }, 100);

        Assert.Equal(10_100, sum);
    }

    [Fact]
    public async Task RunAsync_StepsOneAtATime_IfManyTasksEndAtOnce()
    {
        var inside = 0;
        var overlaps = 0;
        async Task<int> One(IWorkflowContext context, int n)
        {
            var result = await context.CallActivityAsync<int>("double", n);
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            Thread.SpinWait(2000);
            Interlocked.Decrement(ref inside);
            return result;
        }

        await Run(async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(n => One(context, n)))).Sum(), 200);

        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task CallEntityAsync_RunsOperationsOneAtATime()
    {
        await Run(async (context, count) =>
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CallEntityAsync<int>(Counter, "add", 1)));
            return 0;
        }, 50);

        Assert.Equal(50, _entity.Total);
        Assert.Equal(1, _entity.MostAtOnce);
    }

    [Fact]
    public async Task RunAsync_StartsNextGeneration_IfWorkflowContinuesAsNew()
    {
        var generations = 0;
        var last = await Run((context, n) =>
        {
            generations++;
            if (n < 5)
            {
                context.ContinueAsNew(n + 1);
            }

            return Task.FromResult(n);
        }, 1);

        Assert.Equal(5, last);
        Assert.Equal(5, generations);
    }

    [Fact]
    public async Task RunAsync_StartsNextGeneration_WhileStepsOfTheLastAreStillQueued()
    {
        var last = await Run(
            async (context, n) =>
            {
                await Task.WhenAll(Enumerable.Range(0, 5).Select(one => context.CallActivityAsync<int>("double", one)));
                if (n < 300)
                {
                    context.ContinueAsNew(n + 1);
                }

                return n;
            },
            1);

        Assert.Equal(300, last);
    }

    [Fact]
    public async Task RunAsync_NamesTheTask_IfAnActivityThrows()
    {
        var error = await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => Run((context, _) => context.CallActivityAsync<int>("double", -1), 0));

        Assert.Equal("double", error.TaskName);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [Fact]
    public async Task CreateTimer_FollowsTheHostsClock()
    {
        var started = new TaskCompletionSource();
        var run = Run(async (context, _) =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            started.SetResult();
            await timer;
            return 7;
        }, 0);
        await started.Task;
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50, CancellationToken.None);
        Assert.False(run.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(7, await run.WaitAsync(Hang.Limit));
    }

    [Fact]
    public async Task RaiseEvent_ReachesWorkflow_WhetherItWaitsAlreadyOrNot()
    {
        var started = new TaskCompletionSource();
        var run = Run(async (context, _) =>
        {
            started.SetResult();
            var first = await context.WaitForExternalEvent<int>("go");
            await context.CallActivityAsync<int>("double", 1);
            return first + await context.WaitForExternalEvent<int>("go");
        }, 0);
        await started.Task;

        _host.RaiseEvent("instance", "go", 3);
        _host.RaiseEvent("instance", "go", 4);

        Assert.Equal(7, await run.WaitAsync(Hang.Limit));
    }

    [Fact]
    public async Task RunAsync_Refuses_IfInstanceRunsAlready()
    {
        var started = new TaskCompletionSource();
        var run = Run((context, _) =>
        {
            started.SetResult();
            return context.WaitForExternalEvent<int>("go");
        }, 0);
        await started.Task;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Run((_, n) => Task.FromResult(n), 0));

        _host.RaiseEvent("instance", "go", 1);
        await run;
    }

    private Task<int> Run(Func<IWorkflowContext, int, Task<int>> code, int input) => _host.RunAsync(new CodeWorkflow(code), "instance", input);

    private sealed class CodeWorkflow(Func<IWorkflowContext, int, Task<int>> code) : IWorkflow<int, int>
    {
        public Task<int> RunAsync(IWorkflowContext context, int input) => code(context, input);
    }

    private sealed class DoubleActivity : IActivity<int, int>
    {
        public async Task<int> RunAsync(int input, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(input);
            await Task.Yield();
            return input * 2;
        }
    }

    private sealed class CountingEntity : IWorkflowEntity
    {
        private int _inside;

        internal int Total { get; private set; }

        internal int MostAtOnce { get; private set; }

        public async Task<string> InvokeAsync(string key, string operationName, string input, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
            await Task.Yield();
            Total += WorkflowJson.Read<int>(input);
            Interlocked.Decrement(ref _inside);
            return WorkflowJson.Write(Total);
        }
    }
}
