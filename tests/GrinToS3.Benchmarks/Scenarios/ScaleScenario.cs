using System.Diagnostics;
using System.Text.Json.Nodes;
using GrinToS3.Exporting;
using GrinToS3.Progress;
using GrinToS3.Testing;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>What one operation costs as the file grows, and what cache and memory map are worth.</summary>
internal sealed class ScaleScenario : IScenario
{
    private const string Probe = "probe";

    public string Name => "scale";

    public string Purpose => "one lookup, update and page at 10 thousand, 1 and 5 million volumes; time and memory by cache and mmap";

    public Task<Figures> RunAsync(ScenarioOptions options)
    {
        if (options.Text(Probe) is { } path)
        {
            return Task.FromResult(ScaleProbe.Run(path, options));
        }

        var sizes = (options.Text("rows") ?? (options.Quick ? "1000,5000" : "10000,1000000,5000000")).Split(',').Select(int.Parse).ToArray();
        var operations = options.Quick ? 200 : 20_000;
        using var folder = new TempFolder();
        var settings = ScaleProbe.Settings(folder["books.db"], options);
        WarmUp(ScaleProbe.Settings(folder["warm.db"], options), new Inbox(folder["inbox"]), sizes[0], operations);
        var points = Points(settings, new Inbox(folder["inbox"]), sizes, operations);
        var configurations = Configurations(settings.Path, sizes[^1], operations);
        var export = Export(settings.Path);
        return Task.FromResult(new Figures(Name).Add("points", points).Add("configurations", configurations).Add("csv_rows_per_s", export, 0));
    }

    private static JsonArray Points(ProgressStoreOptions settings, Inbox inbox, int[] sizes, int operations)
    {
        var points = new JsonArray();
        var files = new Table { Title = new TableTitle("the file") }.AddColumns("volumes", "file MB", "fill rows/s", "CPU us/row", "peak RSS MB");
        var rows = 0;
        foreach (var size in sizes)
        {
            var started = Stopwatch.GetTimestamp();
            var processor = Environment.CpuUsage.TotalTime;
            SampleFill.Grow(settings, inbox, rows, size);
            var speed = Math.Round((size - rows) / Stopwatch.GetElapsedTime(started).TotalSeconds);
            var perRow = Math.Round((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / (size - rows), 2);
            var memory = Math.Round(ScaleProbe.Memory("VmHWM"));
            var listed = rows;
            rows = size;
            using var store = ProgressStore.Open(settings);
            var sample = ScaleSample.Measure(store, listed, rows, operations);
            var point = sample.ToJson(rows);
            point["fill_per_s"] = speed;
            point["fill_cpu_us_per_row"] = perRow;
            point["fill_peak_rss_mb"] = memory;
            points.Add(point);
            files.AddRow($"{rows:N0}", $"{new FileInfo(settings.Path).Length / 1e6:N0}", $"{speed:N0}", $"{perRow}", $"{memory}");
        }

        AnsiConsole.Write(files);
        AnsiConsole.Write(Operations(points));
        return points;
    }

    /// <summary>A line an operation, a column a size of the file.</summary>
    private static Table Operations(JsonArray points)
    {
        var table = new Table { Title = new TableTitle("one operation, microseconds (target: within 2 x the first column; records lie all over the file)") }
            .AddColumns(["", .. points.Select(static point => $"{(int)point!["rows"]!:N0}")]);
        foreach (var key in points[0]!.AsObject().Select(static one => one.Key).Where(static key => key.EndsWith("_us", StringComparison.Ordinal)))
        {
            var first = (double)points[0]![key]!;
            table.AddRow([key[..^"_us".Length].Replace('_', ' '), .. points.Select(point => $"{point![key]} ({(double)point[key]! / first:N1} x)")]);
        }

        return table;
    }

    /// <summary>The compiler looks at hot code twice; the first file must not pay for that.</summary>
    private static void WarmUp(ProgressStoreOptions settings, Inbox inbox, int rows, int operations)
    {
        SampleFill.Grow(settings, inbox, 0, rows);
        using var store = ProgressStore.Open(settings);
        _ = ScaleSample.Measure(store, 0, rows, operations);
    }

    /// <summary>Each in a process of its own, so that its memory can be told.</summary>
    private static JsonArray Configurations(string path, int rows, int operations)
    {
        var results = new JsonArray();
        var table = new Table { Title = new TableTitle($"{rows:N0} volumes, by settings; a write is a batch of 1,000 known volumes refreshed") }
            .AddColumns("cache MB", "mmap MB", "readers", "lookup p50 us", "100 records p50 us", "write ms", "RSS MB", "without file pages");
        foreach (var (cache, mmap, readers) in new[] { (4, 0, 0), (48, 0, 0), (200, 0, 0), (4, 256, 0), (48, 256, 0), (200, 256, 0), (48, 2047, 0), (48, 0, 3) })
        {
            var line = Child(path, $"--rows {rows} --operations {operations} --cache {cache} --mmap {mmap} --readers {readers}");
            table.AddRow($"{cache}", $"{mmap}", $"{readers}", $"{line["lookup_p50_us"]}", $"{line["page_p50_us"]}", $"{line["write_ms"]}", $"{line["rss_mb"]}", $"{line["anonymous_mb"]}");
            results.Add(line);
        }

        AnsiConsole.Write(table);
        return results;
    }

    private static double Export(string path)
    {
        using var reader = ProgressReader.Open(path);
        var started = Stopwatch.GetTimestamp();
        var rows = BookExport.Write(reader, BookSelection.All, ExportFormat.Csv, Stream.Null, CancellationToken.None);
        var speed = rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
        AnsiConsole.WriteLine($"CSV of all {rows:N0} volumes: {speed:N0} rows/s");
        return speed;
    }

    private static JsonObject Child(string path, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", $"{typeof(ScaleScenario).Assembly.Location} scale --{Probe} {path} {arguments}") { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var line = child.StandardOutput.ReadToEnd().Trim().Split('\n')[^1];
        child.WaitForExit();
        return JsonNode.Parse(line)!.AsObject();
    }
}
