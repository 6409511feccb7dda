using GrinToS3.Benchmarks;
using GrinToS3.Benchmarks.Scenarios;

IScenario[] scenarios =
[
    new ListingScenario(),
    new ProgressScenario(),
    new ScaleScenario(),
    new CollectScenario(),
    new EnrichScenario(),
    new ExportScenario(),
    new AnswersScenario(),
    new ArchiveScenario(),
    new SyncScenario(),
];

var name = args.Length > 0 ? args[0] : "";
var chosen = scenarios.Where(scenario => name == "all" || scenario.Name == name).ToArray();
if (chosen.Length == 0)
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/GrinToS3.Benchmarks -- SCENARIO [options]");
    foreach (var scenario in scenarios)
    {
        Console.Error.WriteLine($"  {scenario.Name,-10} {scenario.Purpose}");
    }

    Console.Error.WriteLine("  all --quick  every scenario, small, for its not breaking");
    return 2;
}

foreach (var scenario in chosen)
{
    var figures = await scenario.RunAsync(new ScenarioOptions(args[1..]));
    Console.WriteLine(figures.ToJson());
}

return 0;
