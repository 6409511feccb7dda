using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>An audit in sentences.</summary>
/// <param name="show">How many findings are shown; all are in their file.</param>
/// <param name="findings">Gives them.</param>
internal sealed class AuditText(int show, Func<IEnumerable<ObjectFinding>> findings) : IRunText<AuditProgress, AuditReport>
{
    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        yield return $"Run {config.RunName}: auditing what is stored";
    }

    public Enum Phase(AuditProgress progress) => progress.Kind;

    public double? Share(AuditProgress progress) => null;

    public string Line(AuditProgress progress, TimeSpan elapsed) =>
        $"{Days(progress.From, progress.To)}: {Text.Count(progress.Counts.Objects)} objects, {Text.Size(progress.Counts.BytesRead)} read, {Text.Count(progress.Counts.Damaged)} missing or damaged";

    public RunError? Error(AuditReport result) => result.Error;

    public IEnumerable<string> Ended(AuditReport result, TimeSpan elapsed)
    {
        var counts = result.Counts;
        yield return (result.IsComplete ? "Done" : result.Error is null ? "Stopped" : "NOT FINISHED") + $" in {Text.Duration(elapsed)}: " + (result is { From: { } from, To: { } to }
            ? $"{Text.Count(counts.Objects)} objects due {Days(from, to)}, {Text.Size(counts.BytesRead)} read, {Text.Count(counts.Damaged)} missing or damaged"
            : "what is due today was read already") + (result.IsComplete ? "" : "; the next start goes on from there");
        yield return $"Everything is read once in {result.CycleWeeks} weeks, if this runs each day";
        if (result.MissedDays > 0)
        {
            yield return $"{result.MissedDays} days without an audit were caught up";
        }

        foreach (var line in VerifyText.Notes(counts))
        {
            yield return line;
        }

        if (result.Repaired > 0)
        {
            yield return $"{Text.Count(result.Repaired)} objects that earlier audits found are as they should be now";
        }

        foreach (var finding in findings().Take(show))
        {
            yield return VerifyText.Line(finding);
        }

        if (result.Open > 0)
        {
            yield return $"All {Text.Count(result.Open)} findings that are not repaired: {result.Findings}";
        }

        if (result.RepairCommand is { } command)
        {
            yield return $"Repair with: {command}";
        }
    }

    private static string Days(DateOnly from, DateOnly to) => from == to ? $"on {from:yyyy-MM-dd}" : $"from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}";
}
