using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Simulator;

namespace GrinToS3.Syncing;

/// <summary>
/// The k-th call of every port fails, once or from then on, for k = 1, 2, 3 … until a run meets no failure any more. After a start that meets none, the
/// state is that of an undisturbed run.
/// </summary>
public sealed class EveryCallTests
{
    private const int Books = 120;
    private const int Forever = int.MaxValue / 2;
    private const int MostStarts = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(Forever)]
    public async Task SyncAsync_EndsTheSame_IfAnyCallOfTheStorageFails(int count)
    {
        var expected = await UndisturbedAsync();
        var tried = await UntilNoneFailsAsync(async call =>
        {
            var plan = new FailingStore.Plan();
            await using var run = await SyncFixture.StartAsync(
                Library(), changes: FailingStore.In(plan));
            plan.Fail(call, count);
            await run.SyncAsync(VolumeSource.Converted);
            run.AssertNothingHalfDone();
            var hasFailed = plan.HasFailed;
            plan.Heal();
            await AssertEndAsync(run, expected, $"call {call} of the storage");
            return hasFailed;
        });

        Assert.True(tried > 5 * VolumesOf(Library()), $"{tried} calls");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(Forever, false)]
    [InlineData(Forever, true)]
    public async Task SyncAsync_EndsTheSame_IfAnyOperationOfTheProgressFileFails(int count, bool isAfterwards)
    {
        var expected = await UndisturbedAsync();
        var tried = await UntilNoneFailsAsync(async call =>
        {
            var plan = new FailingEntity.Plan();
            await using var run = await SyncFixture.StartAsync(Library(), changes: new RunChanges { Entity = inner => new FailingEntity(inner, plan) });
            plan.Fail(call, count, isAfterwards);
            var failed = await run.SyncAsync(VolumeSource.Converted);
            Assert.True(!plan.HasFailed || failed.End is SyncEnd.Failed, $"operation {call} failed and nobody was told");
            var hasFailed = plan.HasFailed;
            plan.Heal();
            await AssertEndAsync(run, expected, $"operation {call} of the progress file");
            return hasFailed;
        });

        // Session, three lists, selection, page, batches, end, snapshot.
        Assert.True(tried >= 9, $"{tried} operations");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public async Task SyncAsync_EndsTheSame_IfAnyRequestToGrinFails(int count)
    {
        var expected = await UndisturbedAsync();
        string[] effects = ["500", "cut=0.5", "token-rejected", "soft-error"];
        foreach (var effect in effects)
        {
            var tried = await UntilNoneFailsAsync(async call =>
            {
                // 25 in a row outlast every retry of a start; later starts see them end.
                await using var run = await SyncFixture.StartAsync(Library($"*:requests={call}-{call + count - 1}:{effect}"));
                var first = await run.SyncAsync(VolumeSource.Converted);
                var requests = run.Grin.Journal.Total;
                run.AssertNothingHalfDone();
                await AssertEndAsync(run, expected, $"request {call}: {effect}, {first.End}");
                return requests >= call;
            });

            Assert.True(tried > VolumesOf(Library()), $"{tried} requests");
        }
    }

    private static SimulatorOptions Library(params string[] faults) => SyncFixture.Library(Books, faults);

    private static int VolumesOf(SimulatorOptions options) => options.ToLibrary().Converted.Count();

    private static async Task<List<string>> UndisturbedAsync()
    {
        await using var run = await SyncFixture.StartAsync(Library());
        Assert.Equal(SyncEnd.Complete, (await run.SyncAsync(VolumeSource.Converted)).End);
        Assert.All(run.Converted, run.AssertStored);
        Assert.True(run.Converted.Count >= 5, $"{run.Converted.Count} volumes");
        return run.PortableEndState();
    }

    private static async Task<int> UntilNoneFailsAsync(Func<int, Task<bool>> tryAsync)
    {
        for (var call = 1; ; call++)
        {
            if (!await tryAsync(call))
            {
                return call - 1;
            }
        }
    }

    private static async Task AssertEndAsync(SyncFixture run, List<string> expected, string disturbance)
    {
        for (var start = 1; ; start++)
        {
            run.Run.Restart();
            var result = await run.SyncAsync(VolumeSource.Converted);
            run.AssertNothingHalfDone();
            if (result is { End: SyncEnd.Complete, Progress: { Failed: 0, NotReady: 0 } })
            {
                break;
            }

            Assert.True(start < MostStarts, $"{disturbance}: start {start} ended {result.End}, {result.Error?.Message ?? result.Progress.LastFailure}");
        }

        var state = run.PortableEndState();
        Assert.True(expected.SequenceEqual(state), $"{disturbance}: {string.Join('\n', expected.Except(state).Concat(state.Except(expected)).Take(5))}");
        Assert.Empty(Directory.GetFiles(run.Run.Directory.Inbox));
    }
}
