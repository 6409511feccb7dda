using System.Diagnostics;
using GrinToS3.Progress;
using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

public sealed class MountTests(EndToEndFixture fixture, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private const int Volumes = 3000;
    private const int Pages = 30;
    private static readonly SimulatorOptions Library = new() { Books = Volumes };

    [Fact]
    public async Task Collect_FailsWithTheReasonAndGoesOnLater_IfTheMountIsFull()
    {
        var stand = await StandAsync(Library);
        await MountAsync("-t", "tmpfs", "-o", "size=900k", "tmpfs", stand.Mount);
        try
        {
            var host = await stand.HostAsync();
            (await host.StartAsync(new { run = "full" })).Expect(202);
            await stand.Hub.EndAsync("full", "Failed", Lasting.Run);
            var failure = (await host.GetAsync("api/runs/full")).Expect(200)["failure"]!;
            Say($"full mount: {failure}");
            Assert.Contains("full", failure[failure.IndexOf(": ", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.Empty(DatabaseCheck.Run(stand.Run("full").Database).Problems);
            Assert.DoesNotContain(Directory.GetFiles(stand.Mount, "*", SearchOption.AllDirectories), static path => path.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.False(File.Exists(stand.Run("full").Csv));

            await MountAsync("-o", "remount,size=100m", stand.Mount);
            (await host.StartAsync(new { run = "full" })).Expect(202);
            await stand.Hub.EndAsync("full", "Completed", Lasting.Run);
            new RunFile(stand.Run("full")).AssertSound(Pages, Volumes);
            await host.StopAsync();
        }
        finally
        {
            await RunAsync("umount", "-l", stand.Mount);
        }
    }

    [Fact]
    public async Task StartRun_SaysSoAndWritesNothing_IfTheMountHasBecomeReadOnly()
    {
        var stand = await StandAsync(Library);
        await MountAsync("-t", "tmpfs", "-o", "size=4m", "tmpfs", stand.Mount);
        try
        {
            var host = await stand.HostAsync();
            await MountAsync("-o", "remount,ro", stand.Mount);
            var refused = (await host.StartAsync(new { run = "readonly" })).ExpectProblem(500, stand.Mount);
            Say($"read-only mount: {refused.Status} {refused["detail"]}");
            Assert.Null(await stand.Hub.StatusAsync("readonly"));
            Assert.Empty(Directory.GetFileSystemEntries(stand.Mount));
            await host.StopAsync();
        }
        finally
        {
            await RunAsync("umount", "-l", stand.Mount);
        }
    }

    [Fact]
    public async Task Host_DoesNotServeAndSaysWhy_IfTheMountIsReadOnly()
    {
        var stand = await StandAsync(Library);
        await MountAsync("-t", "tmpfs", "-o", "ro,size=4m", "tmpfs", stand.Mount);
        try
        {
            var host = stand.Begin();
            var line = $"Runs__Root can't be used: cannot write in the folder {stand.Mount}: Read-only file system";
            await Until.TrueAsync(() => Task.FromResult(host.Log().Contains(line, StringComparison.Ordinal)), Lasting.Step, () => $"the host does not say so. {host.LogEnd()}");
            Say(host.Log().Split('\n').First(one => one.Contains(line, StringComparison.Ordinal)).Trim());

            // The host looks a few times whether the app comes up after all, and then ends.
            await Until.TrueAsync(() => Task.FromResult(host.HasEnded), Lasting.Step, () => $"the host goes on without the app. {host.LogEnd()}");
            Assert.Empty(Directory.GetFileSystemEntries(stand.Mount));
        }
        finally
        {
            await RunAsync("umount", "-l", stand.Mount);
        }
    }

    [Fact]
    public async Task Collect_FailsWithTheReasonAndGoesOnLater_IfTheMountIsGone()
    {
        var stand = await StandAsync(Library with { Latency = TimeSpan.FromMilliseconds(50) });
        var host = await stand.HostAsync();
        (await host.StartAsync(new { run = "gone" })).Expect(202);
        await Until.TrueAsync(() => Task.FromResult(stand.Grin.Journal.Count("_all_books") > 3), Lasting.Step, () => "the run does not begin");

        Directory.Move(stand.Mount, stand["away"]);
        await stand.Hub.EndAsync("gone", "Failed", Lasting.Run);
        var output = (await stand.Hub.InstanceAsync("gone"))!.GetString("Output");
        Say($"mount gone during the run: {output}");
        Assert.Contains(stand.Mount, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stand.Mount));
        var refused = (await host.StartAsync(new { run = "other" })).Expect(500);
        Say($"mount gone at a start: {refused.Status} {refused["detail"]}");

        Directory.Move(stand["away"], stand.Mount);
        (await host.StartAsync(new { run = "gone" })).Expect(202);
        await stand.Hub.EndAsync("gone", "Completed", Lasting.Run);
        new RunFile(stand.Run("gone")).AssertSound(Pages, Volumes);
    }

    private static async Task MountAsync(params string[] arguments)
    {
        var (code, problem) = await RunAsync("mount", arguments);
        Assert.SkipWhen(code != 0, $"a file system can't be mounted here: {problem}");
    }

    private static async Task<(int Code, string Problem)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var problem = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, problem.Trim());
    }
}
