using System.Diagnostics;
using System.Text.Json.Nodes;
using GrinToS3.Testing.Archives;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// One pass over an encrypted archive: its processor time against that of the platform's own functions on the same bytes, its wall time against the way with
/// files in between, its memory by volumes in flight, and what it writes to disk.
/// </summary>
public sealed class ArchiveScenario : IScenario
{
    private static readonly int[] InFlight = [1, 4, 16];

    public string Name => "archive";

    public string Purpose => "one pass over an encrypted archive, against the platform's functions alone and against staging files (--size 200MB)";

    public async Task<Figures> RunAsync(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Text("worker") is { } encrypted)
        {
            await ArchiveWorker.RunAsync(encrypted, options.Count("volumes", 1, 1));
            return new Figures(Name);
        }

        if (Gpg.Missing is { } missing)
        {
            Console.WriteLine($"archive: skipped: {missing}");
            return new Figures(Name).Add("skipped", JsonValue.Create(missing));
        }

        using var files = new ArchiveFiles(options.Bytes("size", normal: 200_000_000, quick: 3_000_000));
        return await MeasureAsync(files, rounds: options.Count("rounds", normal: 5, quick: 1));
    }

    /// <summary>The three ways take turns, so that all of them meet the same machine; the best round of each counts.</summary>
    private async Task<Figures> MeasureAsync(ArchiveFiles files, int rounds)
    {
        await ArchiveWorker.PassAsync(files.Encrypted);
        ArchiveFloor.Run(files.Archive);
        var (floor, pass, passWall, staged) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        List<double> ratios = [];
        for (var round = 0; round < rounds; round++)
        {
            var (floorCpu, _) = await TimeAsync(() => Task.Run(() => ArchiveFloor.Run(files.Archive)));
            var (passCpu, wall) = await TimeAsync(() => ArchiveWorker.PassAsync(files.Encrypted));
            var (_, stagedWall) = await TimeAsync(() => Task.Run(() => ArchiveStaging.Run(files)));
            (floor, pass, passWall, staged) = (Math.Min(floor, floorCpu), Math.Min(pass, passCpu), Math.Min(passWall, wall), Math.Min(staged, stagedWall));
            ratios.Add(stagedWall / wall);
        }

        var memory = new JsonObject();
        var perVolume = new JsonObject();
        long written = 0;
        foreach (var volumes in InFlight)
        {
            var (idle, peak, disk) = await ArchiveWorker.StartAsync(files.Encrypted, volumes);
            memory[$"{volumes}"] = Math.Round(peak, 1);
            perVolume[$"{volumes}"] = Math.Round((peak - idle) / volumes, 1);
            written += disk;
        }

        var mb = files.EncryptedMb;
        AnsiConsole.Write(new Table().AddColumns("an archive of " + $"{mb:N1} MB", "CPU s / 100 MB", "MB/s")
            .AddRow("the platform's functions alone", $"{floor / mb * 100:F3}", "")
            .AddRow("one pass", $"{pass / mb * 100:F3}", $"{mb / passWall:N0}")
            .AddRow("with files in between", "", $"{mb / staged:N0}"));
        return new Figures(Name)
            .Add("mb", mb)
            .Add("cpu_s_per_100mb", pass / mb * 100, 3)
            .Add("floor_cpu_s_per_100mb", floor / mb * 100, 3)
            .Add("cpu_ratio", pass / floor, 2)
            .Add("mb_per_s", mb / passWall)
            .Add("staged_mb_per_s", mb / staged)
            .Add("wall_ratio", staged / passWall, 2)
            .Add("median_wall_ratio", ratios.Order().ElementAt(ratios.Count / 2), 2)
            .Add("disk_bytes_written", written, 0)
            .Add("peak_rss_mb", memory)
            .Add("added_rss_mb_per_volume", perVolume);
    }

    private static async Task<(double CpuSeconds, double WallSeconds)> TimeAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        process.Refresh();
        return ((process.TotalProcessorTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
