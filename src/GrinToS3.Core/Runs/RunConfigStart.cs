namespace GrinToS3.Runs;

/// <summary>What came of starting a run: its configuration, or why it is refused.</summary>
/// <param name="Config">The run's configuration, where it has a sound one.</param>
/// <param name="Created">Whether this start wrote it.</param>
/// <param name="Problem">Why the start is refused, in one line, or null.</param>
/// <param name="Differences">The settings that were given otherwise than the run has them.</param>
public sealed record RunConfigStart(RunConfig? Config, bool Created, string? Problem, IReadOnlyList<ConfigDifference> Differences)
{
    internal static RunConfigStart Started(RunConfig config, bool created) => new(config, created, null, []);

    internal static RunConfigStart Refused(string problem) => new(null, false, problem, []);

    internal static RunConfigStart Conflict(RunConfig saved, IReadOnlyList<ConfigDifference> differences)
    {
        var list = string.Join("; ", differences.Select(one => $"{one.Key} is {one.Saved}, given {one.Given}"));
        return new(saved, false, $"the run '{saved.RunName}' has another configuration: {list}. Leave the option out, or use another run name", differences);
    }
}
