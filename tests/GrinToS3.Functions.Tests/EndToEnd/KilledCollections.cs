using System.Diagnostics;
using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Collections that are disturbed.</summary>
internal sealed class KilledCollections(AppStand stand, Random chance) : KilledRuns(stand, chance)
{
    private const int Volumes = 3000;
    private const int Pages = 30;

    internal static SimulatorOptions Library { get; } = new() { Books = Volumes, Latency = TimeSpan.FromMilliseconds(20) };

    internal override string Sound => $"{Pages} pages and {Volumes} rows, none missing or doubled, integrity_check ok, 0 rows differ from the undisturbed run";

    protected override string Resource => "_all_books";

    protected override int RequestsBetweenKills => 6;

    internal override async Task<TimeSpan> RunUndisturbedAsync(FunctionsHost host)
    {
        var began = Stopwatch.GetTimestamp();
        await StartAsync(host, Undisturbed);
        await WaitForEndAsync(Undisturbed);
        new RunFile(Stand.Run(Undisturbed)).AssertSound(Pages, Volumes);
        return Stopwatch.GetElapsedTime(began);
    }

    protected override async Task StartAsync(FunctionsHost host, string run) => (await host.StartAsync(new { run })).Expect(202);

    protected override Task AssertSameAsync(string run)
    {
        var file = new RunFile(Stand.Run(run));
        file.AssertSound(Pages, Volumes);
        Assert.Equal(0, file.RowsDifferentFrom(Stand.Run(Undisturbed).Database));
        Assert.Equal(Volumes + 1, File.ReadLines(Stand.Run(run).Csv).Count());
        return Task.CompletedTask;
    }
}
