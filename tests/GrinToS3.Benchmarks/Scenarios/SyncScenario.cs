using System.Text.Json.Nodes;
using GrinToS3.Testing.Storage;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// The whole command <c>grin sync</c> from a simulated GRIN into a real S3 server, each in processes of its own, and where the time goes. Its baselines: the same
/// archives only downloaded, and <c>rclone copy</c> of the decrypted archives from local files into the same server, which neither fetches nor decrypts nor looks
/// into anything.
/// </summary>
public sealed class SyncScenario : IScenario
{
    // What is stored twice, and room for the server's own.
    private const double ServerRoom = 3;

    public string Name => "sync";

    public string Purpose => "grin sync into a real S3 server, against rclone copy of the same bytes (--volumes 1000 --size 10MB --at-once 4)";

    public async Task<Figures> RunAsync(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (volumes, size) = (options.Count("volumes", normal: 1000, quick: 12), options.Bytes("size", normal: 10_000_000, quick: 300_000));
        var atOnce = options.Count("at-once", normal: 4, quick: 4);
        var (gateway, missing) = await RadosGateway.StartAsync(Math.Max(1L << 30, (long)(volumes * size * ServerRoom)));
        if (gateway is null)
        {
            Console.WriteLine($"sync: skipped: {missing}");
            return new Figures(Name).Add("skipped", JsonValue.Create(missing!));
        }

        await using var server = gateway;
        await using var stand = new SyncStand(gateway, new SyncLibrary(volumes, size), atOnce);
        await stand.StartAsync();
        var download = await stand.DownloadAsync();
        var sync = await stand.SyncAsync();
        var rclone = Rclone.Missing is null ? await stand.CopyAsync() : null;
        if (rclone is null)
        {
            Console.WriteLine($"sync: nothing to compare with: {Rclone.Missing}");
        }

        Show(volumes, stand.Mb, [("download only", download), ("grin sync", sync), .. rclone is null ? [] : new[] { ("rclone copy", rclone) }]);
        return Report(volumes, stand.Mb, atOnce, download, sync, rclone);
    }

    private static void Show(int volumes, double mb, (string Name, SyncCost Cost)[] ways)
    {
        var table = new Table().AddColumn($"{volumes:N0} volumes, {mb:N0} MB").AddColumns([.. ways.Select(static way => way.Name)]);
        void Row(string name, Func<SyncCost, double> value, string format) =>
            table.AddRow([name, .. ways.Select(way => value(way.Cost).ToString(format, System.Globalization.CultureInfo.CurrentCulture))]);
        Row("seconds", static cost => cost.Seconds, "N1");
        Row("volumes/s", cost => volumes / cost.Seconds, "N1");
        Row("MB/s", cost => mb / cost.Seconds, "N1");
        Row("CPU s: the client itself", static cost => cost.Client, "N1");
        Row("CPU s: simulator", static cost => cost.Simulator, "N1");
        foreach (var program in ways[0].Cost.Server.Where(one => ways.Any(way => way.Cost.Server[one.Key] >= 0.05)).Select(static one => one.Key).Order())
        {
            Row($"CPU s: {program}", cost => cost.Server[program], "N1");
        }

        Row("CPU s: all else, and idle", static cost => cost.Rest(Environment.ProcessorCount), "N1");
        AnsiConsole.Write(table);
    }

    private Figures Report(int volumes, double mb, int atOnce, SyncCost download, SyncCost sync, SyncCost? rclone)
    {
        var figures = new Figures(Name)
            .Add("volumes", volumes, 0)
            .Add("mb", mb)
            .Add("at_once", atOnce, 0)
            .Add("cores", Environment.ProcessorCount, 0)
            .Add("volumes_per_s", volumes / sync.Seconds, 2)
            .Add("mb_per_s", mb / sync.Seconds)
            .Add("download_only_mb_per_s", mb / download.Seconds)
            .Add("wall_s", sync.Seconds)
            .Add("grin_cpu_s", sync.Client, 2)
            .Add("simulator_cpu_s", sync.Simulator, 2)
            .Add("s3_cpu_s", sync.ServerTotal, 2)
            .Add("grin_cpu_s_per_100mb", sync.Client / mb * 100, 3);
        return rclone is null
            ? figures.Add("rclone_mb_per_s", null).Add("rclone_reason", JsonValue.Create(Rclone.Missing!))
            : figures
                .Add("rclone_mb_per_s", mb / rclone.Seconds)
                .Add("rclone_cpu_s", rclone.Client, 2)
                .Add("rclone_s3_cpu_s", rclone.ServerTotal, 2)
                .Add("rclone_cpu_s_per_100mb", rclone.Client / mb * 100, 3)
                .Add("rclone_ratio", rclone.Seconds / sync.Seconds, 2);
    }
}
