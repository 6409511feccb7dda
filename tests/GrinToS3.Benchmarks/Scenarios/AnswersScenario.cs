using System.Text.Json.Nodes;
using GrinToS3.Reporting;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// How long <c>grin status</c>, <c>explain</c>, each <c>report</c> and <c>doctor</c> take from the start of the process to its end: of a run without volumes, of one that has finished, of one
/// on which a session works meanwhile, and of one whose session was killed. Its baseline is <c>grin --version</c>.
/// </summary>
internal sealed class AnswersScenario : IScenario
{
    internal const string ScenarioName = "answers";
    private const double Target = 1;

    public string Name => ScenarioName;

    public string Purpose => "grin status, explain, report and doctor of an empty, finished, running and broken run, against grin --version (--rows N, --rounds N)";

    public async Task<Figures> RunAsync(ScenarioOptions options)
    {
        var rows = options.Count("rows", normal: 1_000_000, quick: 2_000);
        if (options.Text(AnswerRun.Writer) is { } folder)
        {
            await AnswerWriter.RunAsync(folder, rows);
        }

        var rounds = options.Count("rounds", normal: 5, quick: 1);
        await using var run = await AnswerRun.StartAsync(rows);
        var start = await AskAsync(run, Math.Max(3, rounds), "--version");
        (string Name, Func<Task> Begin)[] conditions = [("empty", static () => Task.CompletedTask), ("finished", run.FinishAsync), ("running", run.WorkAsync), ("broken", run.KillAsync)];
        var measured = new Dictionary<string, Dictionary<string, Answered>>();
        foreach (var (condition, begin) in conditions)
        {
            await begin();
            measured[condition] = [];
            foreach (var question in Questions(withReports: !options.Quick || condition == "broken"))
            {
                var name = question is ["report", var report] ? $"report {report}" : question[0];
                measured[condition][name] = await AskAsync(run, rounds, question);
                Console.WriteLine($"{condition}: {name}: {measured[condition][name]}");
            }
        }

        return Report(rows, run.DatabaseMb, start, measured);
    }

    private static IEnumerable<string[]> Questions(bool withReports) =>
        [["status"], ["explain", SampleBooks.Barcode(1)], ["doctor"], .. withReports ? Reports.All.Select(static report => new[] { "report", report.Name }) : []];

    private static async Task<Answered> AskAsync(AnswerRun run, int rounds, params string[] question)
    {
        var times = new List<(double Seconds, double CpuSeconds)>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add(await run.AskAsync(cold: round == 0, question));
        }

        var then = rounds == 1 ? times : times[1..];
        return new Answered(times[0].Seconds, [.. then.Select(static one => one.Seconds)], Percentiles.Of(then.Select(static one => one.CpuSeconds), 0.5));
    }

    private Figures Report(int rows, double databaseMb, Answered start, Dictionary<string, Dictionary<string, Answered>> measured)
    {
        AnsiConsole.WriteLine($"{rows:N0} volumes, {databaseMb:N0} MB; seconds: first (from the disk), then median, maximum (processor time); grin --version: {start}");
        var figures = new Figures(Name).Add("rows", rows, 0).Add("database_mb", databaseMb).Add("start_s", start.Median, 3).Add("start_max_s", start.Maximum, 3);
        foreach (var (condition, answers) in measured)
        {
            figures.Add(condition, new JsonObject([.. answers.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value.ToJson(start.Median)))]));
        }

        var names = measured["broken"].Keys;
        var table = new Table().AddColumn("s").AddColumns([.. measured.Keys]);
        foreach (var name in names)
        {
            table.AddRow([name.Replace("report ", "", StringComparison.Ordinal), .. measured.Values.Select(condition => condition.TryGetValue(name, out var one) ? $"{one}" : "")]);
        }

        AnsiConsole.Write(table);
        var warm = measured.Values.SelectMany(static condition => condition.Values).ToList();
        return figures
            .Add("slowest_median_s", warm.Max(static one => one.Median), 3)
            .Add("slowest_max_s", warm.Max(static one => one.Maximum), 3)
            .Add("slowest_first_s", warm.Max(static one => one.First), 3)
            .Add("slowest_cpu_s", warm.Max(static one => one.CpuSeconds), 2)
            .Add("medians_over_1_s", warm.Count(static one => one.Median > Target), 0);
    }

    /// <summary>Seconds of one question: the first time, when the file was on the disk only, and then; of the latter also the processor time.</summary>
    private sealed record Answered(double First, IReadOnlyList<double> Then, double CpuSeconds)
    {
        internal double Median => Percentiles.Of(Then, 0.5);

        internal double Maximum => Then.Max();

        internal JsonObject ToJson(double start) => new JsonObject
        {
            ["first_s"] = Math.Round(First, 3),
            ["median_s"] = Math.Round(Median, 3),
            ["max_s"] = Math.Round(Maximum, 3),
            ["cpu_s"] = Math.Round(CpuSeconds, 2),
            ["starts"] = Math.Round(Median / start, 1),
        };

        public override string ToString() => $"{First:N2} {Median:N2} {Maximum:N2} ({CpuSeconds:N2})";
    }
}
