using GrinToS3.Cli.Processes;
using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Cli.Collecting;

public sealed class InterruptTests
{
    [Fact]
    public async Task Collect_EndsWellAndGoesOnLater_IfCtrlCIsPressedOnce()
    {
        // GRIN answers while the test moves its clock, so the collection can't end before it is interrupted, however late that is.
        var (time, latency) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), TimeSpan.FromMilliseconds(40));
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 4000, Latency = latency }, time);
        await using var grin = stand.Start(stand.Collect(more: ["--json", "--page-size", "25"]));
        Assert.NotNull(await AnsweredAsync(grin.ReadToAsync("\"pages\":5,")));

        await grin.InterruptAsync();
        Assert.NotNull(await grin.ReadToAsync("Stopping"));

        var exit = await AnsweredAsync(grin.EndAsync());
        Assert.True(exit.Code == 130 && exit.Errors.Count == 0, exit.ToString());
        var stopped = Acknowledged.Result(exit.Output);
        Assert.Equal(CollectEnd.Stopped, stopped.End);
        Assert.InRange(stopped.Progress.Pages, 5, 20);
        Assert.Equal(stopped.Progress.Rows, CollectedRows.Of(stand.Run().Database).Count);
        Assert.DoesNotContain(stand.Stored(), static name => name.EndsWith(".csv", StringComparison.Ordinal));
        Assert.False(File.Exists(stand.Run().Csv));

        var resumed = Acknowledged.Result((await AnsweredAsync(stand.DoAsync(stand.Collect(more: ["--json", "--page-size", "25"])))).Output);

        Assert.Equal((true, 160), (resumed.Progress.Resumed, resumed.Progress.Pages));
        Assert.Equal(4000 - stopped.Progress.Rows, resumed.Progress.Inserted);
        Assert.Equal(CollectedRows.Expected(stand.Grin.Library), CollectedRows.Of(stand.Run().Database));

        async Task<T> AnsweredAsync<T>(Task<T> task)
        {
            while (!task.IsCompleted)
            {
                time.Advance(latency);
                await Task.Delay(5);
            }

            return await task;
        }
    }

    [Fact]
    public async Task Collect_EndsAtOnce_IfCtrlCIsPressedTwice()
    {
        // Page 3 stalls for as long as its client waits; the client gives up after 30 s.
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 600, Faults = FaultPlan.Parse("_all_books:page=3:stall=0.5") });
        await using var grin = stand.Start(stand.Collect(more: "--json"));
        Assert.NotNull(await grin.ReadToAsync("\"pages\":2,"));
        await grin.InterruptAsync();
        Assert.NotNull(await grin.ReadToAsync("Stopping"));
        Assert.False(grin.HasEnded);

        await grin.InterruptAsync();

        var exit = await grin.EndAsync();
        Assert.True(exit.Code == 130 && exit.Errors.Count == 0, exit.ToString());
        Assert.Empty(DatabaseCheck.Run(stand.Run().Database).Problems);
        Assert.Equal(200, CollectedRows.Of(stand.Run().Database).Count);
        await stand.DoAsync(stand.Collect());
        Assert.Equal(CollectedRows.Expected(stand.Grin.Library), CollectedRows.Of(stand.Run().Database));
    }
}
