using System.Diagnostics;
using System.Text.Json.Nodes;
using GrinToS3.Progress;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// The whole command <c>grin export</c> in each form, from volumes that have been collected, enriched and stored. Its floor: one statement that reads all columns of
/// all volumes and does nothing with them.
/// </summary>
internal sealed class ExportScenario : IScenario
{
    private static readonly string[] Forms = ["csv", "csv.gz", "jsonl", "jsonl.gz", "parquet"];

    public string Name => "export";

    public string Purpose => "grin export in each form, against only reading the same rows (--rows N, --rounds N)";

    public async Task<Figures> RunAsync(ScenarioOptions options)
    {
        var rows = options.Count("rows", normal: 1_000_000, quick: 20_000);
        var rounds = options.Count("rounds", normal: 3, quick: 1);
        var folder = Directory.CreateTempSubdirectory("grin-bench-").FullName;
        try
        {
            var run = Directory.CreateDirectory(Path.Combine(folder, "output", "bench")).FullName;
            var database = Path.Combine(run, "books.db");
            StoredBooks.Fill(database, rows);

            // In turns, so that a busy moment of the machine does not fall on one of them alone; the median of each counts.
            var floors = new List<double>();
            var measured = Forms.ToDictionary(static form => form, static _ => new List<Measured>());
            for (var round = 0; round < rounds; round++)
            {
                floors.Add(Read(database, rows));
                foreach (var form in Forms)
                {
                    measured[form].Add(await ExportAsync(folder, form, rows));
                }
            }

            return Report(rows, new FileInfo(database).Length / 1e6, Percentiles.Of([.. floors], 0.5), measured);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Figures Report(int rows, double databaseMb, double floor, Dictionary<string, List<Measured>> measured)
    {
        var figures = new Figures(Name).Add("rows", rows, 0).Add("database_mb", databaseMb).Add("read_only_s", floor, 2);
        var table = new Table { Title = new TableTitle($"{rows:N0} volumes, {databaseMb:N0} MB; reading them and nothing else: {floor:N1} s (medians)") }
            .AddColumns("form", "s", "rows/s", "CPU s", "peak RSS, MB", "file, MB");
        foreach (var (form, all) in measured)
        {
            var (seconds, cpu, memory) = (Median(all, static one => one.Seconds), Median(all, static one => one.CpuSeconds), all.Max(static one => one.PeakRssMb));
            table.AddRow(form, $"{seconds:N1}", $"{rows / seconds:N0}", $"{cpu:N1}", $"{memory:N0}", $"{all[0].FileMb:N0}");
            figures.Add(form.Replace('.', '_'), new JsonObject
            {
                ["s"] = Math.Round(seconds, 2),
                ["rows_per_s"] = Math.Round(rows / seconds),
                ["cpu_s"] = Math.Round(cpu, 2),
                ["peak_rss_mb"] = Math.Round(memory, 1),
                ["file_mb"] = Math.Round(all[0].FileMb, 1),
            });
        }

        AnsiConsole.Write(table);
        return figures;
    }

    private static async Task<Measured> ExportAsync(string folder, string form, int rows)
    {
        var file = Path.Combine(folder, $"books.{form}");
        var (export, elapsed) = await GrinProcess.RunAsync(folder, null, "export", "--run-name", "bench", "--output", file, "--json");
        if (JsonNode.Parse(export.Output)!["rows"]!.GetValue<int>() != rows)
        {
            throw new InvalidOperationException($"grin export wrote other than {rows} volumes: {export.Output}");
        }

        var size = new FileInfo(file).Length / 1e6;
        File.Delete(file);
        return new Measured(elapsed.TotalSeconds, export.CpuSeconds, export.PeakRssMb, size);
    }

    private static double Read(string database, int rows)
    {
        using var reader = ProgressReader.Open(database);
        var started = Stopwatch.GetTimestamp();
        long bytes = 0;
        var read = reader.ReadAll(
            row =>
            {
                for (var column = 0; column < BookColumns.Count; column++)
                {
                    bytes += row[(BookColumn)column].Length;
                }
            },
            CancellationToken.None);
        return read == rows && bytes > 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"{read} of {rows} volumes were read");
    }

    private static double Median(List<Measured> all, Func<Measured, double> figure) => Percentiles.Of([.. all.Select(figure)], 0.5);

    private sealed record Measured(double Seconds, double CpuSeconds, double PeakRssMb, double FileMb);
}
