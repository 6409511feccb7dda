using System.Diagnostics;
using System.Globalization;
using GrinToS3.Progress;
using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

public sealed class TwoHostsTests(EndToEndFixture fixture, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private const int Volumes = 4000;
    private const int PageSize = 20;
    private const int Pages = Volumes / PageSize;

    // They share the hub's one partition, so that they move together.
    private const int RunsAtOnce = 4;

    [Fact]
    public async Task StartRun_BeginsOneRun_IfTwoHostsAreAskedAtOnce()
    {
        var stand = await StandAsync(new SimulatorOptions { Books = 2000, Latency = TimeSpan.FromMilliseconds(100) });
        var hosts = await BothAsync(stand);
        var file = new RunFile(stand.Run("raced"));
        for (var round = 1; round <= 2; round++)
        {
            // The first round makes the instance, the second starts the one that has ended again.
            var before = round == 1 ? 0 : Applied(file);
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => hosts[number % 2].StartAsync(new { run = "raced", grin = new { pageSize = 10 } })));
            var counted = answers.CountBy(static one => one.Status).OrderBy(static one => one.Key).ToList();
            Say($"round {round}: 10 POSTs on each of two hosts at once: {string.Join(", ", counted.Select(static one => $"{one.Value} x {one.Key}"))}");
            Assert.Equal([new(202, 1), new(409, 19)], counted);
            await Until.TrueAsync(
                () => Task.FromResult(File.Exists(file.Path) && Applied(file) > before), Lasting.Step, () => "the run does not begin");
            Assert.Equal(1, file.Count("SELECT count(*) FROM listings"));
            Assert.Equal(round, hosts.Sum(static host => host.Log().Split('\n').Count(static line => line.Contains("run-raced: Function 'Collect (Orchestrator)' started", StringComparison.Ordinal))));
            (await hosts[0].PostAsync("api/runs/raced/stop?now=true")).Expect(202);
            await stand.Hub.EndAsync("raced", "Terminated", Lasting.Step);
        }
    }

    [Fact]
    public async Task Collect_LosesAndDoublesNothing_IfTheEntityMovesBetweenHosts()
    {
        var stand = await StandAsync(new SimulatorOptions { Books = Volumes, Latency = TimeSpan.FromMilliseconds(20) });
        var started = Stopwatch.GetTimestamp();
        var hosts = await BothAsync(stand);
        var (moves, begun) = (0, 0);
        var running = new List<string>();
        var runs = new List<string>();
        while (moves < Lasting.Moves)
        {
            // A run that is done before all moves are makes room for another.
            running = await AliveAsync(stand, running);
            for (; running.Count < RunsAtOnce; begun++)
            {
                var run = $"moved{begun}";
                (await hosts[begun % 2].StartAsync(new { run, grin = new { pageSize = PageSize } })).Expect(202);
                running.Add(run);
                runs.Add(run);
            }

            var files = running.Select(run => new RunFile(stand.Run(run))).ToList();
            await Until.TrueAsync(
                () => Task.FromResult(files.All(static file => File.Exists(file.Path) && Applied(file) > 0)), Lasting.Step, () => "a run does not begin");
            var owned = files.Select(static file => (File: file, Owner: Owner(file), Applied: Applied(file))).ToList();
            var owner = await HostOfAsync(hosts, owned[0].Owner);
            await hosts[owner].KillAsync();
            await Until.TrueAsync(
                async () => (await AliveAsync(stand, running)) is var alive
                    && owned.All(one => Owner(one.File) != one.Owner && (Applied(one.File) > one.Applied || !alive.Exists(run => one.File.Path == stand.Run(run).Database))),
                Lasting.Run,
                () => $"the other host does not go on: {string.Join("; ", owned.Select(static one => $"{one.File.Path} {one.Owner} {one.Applied} -> {Owner(one.File)} {Applied(one.File)}"))}");
            moves += owned.Count;
            foreach (var (file, _, _) in owned)
            {
                Assert.Empty(DatabaseCheck.Run(file.Path).Problems);
            }

            hosts[owner] = await stand.HostAsync(owner == 0 ? "a" : "b");
        }

        foreach (var run in runs)
        {
            await stand.Hub.EndAsync(run, "Completed", Lasting.Run);
            var file = new RunFile(stand.Run(run));
            file.AssertSound(Pages, Volumes);
            Assert.Equal(0, file.RowsDifferentFrom(stand.Run(runs[0]).Database));
        }

        Say($"{moves} moves of {runs.Count} runs' entities between two hosts, each by kill -9 of the owner: integrity_check ok after each; "
            + $"all Completed, {Pages} pages and {Volumes} rows each, none missing or doubled; {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    }

    private static async Task<FunctionsHost[]> BothAsync(AppStand stand)
    {
        FunctionsHost[] hosts = [stand.Begin("a"), stand.Begin("b")];
        return [await stand.ReadyAsync(hosts[0], "a"), await stand.ReadyAsync(hosts[1], "b")];
    }

    private static async Task<List<string>> AliveAsync(AppStand stand, IEnumerable<string> runs)
    {
        var alive = new List<string>();
        foreach (var run in runs)
        {
            if (await stand.Hub.StatusAsync(run) is "Pending" or "Running")
            {
                alive.Add(run);
            }
        }

        return alive;
    }

    private static async Task<int> HostOfAsync(FunctionsHost[] hosts, string owner)
    {
        var process = int.Parse(owner[(owner.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        return (await ProcessTree.BelowAsync(hosts[0].ProcessId)).Exists(one => one.Id == process) ? 0 : 1;
    }

    private static string Owner(RunFile file) => file.Texts("SELECT host_id || ' ' || generation FROM ownership")[0].Split(' ')[0];

    private static long Applied(RunFile file) =>
        file.Count("SELECT count(*) FROM sqlite_master WHERE name = 'listing_pages'") == 0 ? 0 : file.Count("SELECT count(*) FROM listing_pages");
}
