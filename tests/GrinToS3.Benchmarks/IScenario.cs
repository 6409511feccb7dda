namespace GrinToS3.Benchmarks;

/// <summary>One benchmark: it measures its baseline in the same run, prints a table for people, and returns its figures.</summary>
public interface IScenario
{
    string Name { get; }

    /// <summary>One line: what is measured against what.</summary>
    string Purpose { get; }

    Task<Figures> RunAsync(ScenarioOptions options);
}
