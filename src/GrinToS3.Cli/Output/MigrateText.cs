using GrinToS3.Migrating;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>A move to another store in sentences.</summary>
/// <param name="run">The run.</param>
/// <param name="state">Where it moves to.</param>
/// <param name="show">How many findings are shown; all are in their file.</param>
/// <param name="findings">Gives them.</param>
internal sealed class MigrateText(string run, MigrationState state, int show, Func<IEnumerable<ObjectFinding>> findings) : IRunText<MigrationProgress, MigrationReport>
{
    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        yield return $"Run {config.RunName}: moving from {config.StorageConfig.Type} to {state.Target.Type} storage, begun {state.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
    }

    public Enum Phase(MigrationProgress progress) => progress.Step;

    public double? Share(MigrationProgress progress) =>
        progress.Step is MigrationStep.Copy && progress.Known > 0 ? Math.Min(1, (double)progress.Counts.Objects / progress.Known) : null;

    public string Line(MigrationProgress progress, TimeSpan elapsed) => progress.Step switch
    {
        MigrationStep.Copy => Done(progress.Counts),
        MigrationStep.Check => "comparing what the target has with what was copied",
        _ => "pointing the run to the new storage",
    };

    public RunError? Error(MigrationReport result) => result.Error;

    public IEnumerable<string> Ended(MigrationReport result, TimeSpan elapsed)
    {
        var end = result.IsComplete ? "Moved" : result.Error is not null ? "NOT FINISHED" : result.Findings is not null ? "NOT MOVED" : "Stopped";
        yield return $"{end} in {Text.Duration(elapsed)}: {Done(result.Counts)}{(result.IsComplete ? "" : "; the run still uses its old storage, and the next start goes on")}";
        if (result.Counts.NotVerifiable > 0)
        {
            yield return $"{Text.Count(result.Counts.NotVerifiable)} of those that were copied have no digest in books.db that their content could be compared with: the Python tool stored them";
        }

        if (result.Findings is { } file)
        {
            foreach (var finding in findings().Take(show))
            {
                yield return VerifyText.Line(finding);
            }

            yield return $"All that is missing or damaged: {file}";
        }

        if (result.Repair is { } repair)
        {
            yield return $"Repair with: {repair}; then migrate again";
        }

        if (result.IsComplete)
        {
            yield return $"Now in: {string.Join(", ", result.To)}; the configuration as it was is {result.Kept}";
            yield return $"next: grin verify --run-name {run}";
            yield return $"Nothing was deleted{(result.From.Count > 0 ? $" in {string.Join(", ", result.From)}" : "")}. When that is content: grin storage rm raw --run-name {run} --old '{result.Kept}', and the same for full and meta";
        }
    }

    private static string Done(MigrationCounts counts) =>
        $"{Text.Count(counts.Objects)} objects looked at, {Text.Count(counts.Copied)} copied ({Text.Size(counts.BytesCopied)}), {Text.Count(counts.There)} there already, {Text.Count(counts.Damaged)} missing or damaged";
}
