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
        Line(progress.From, progress.To, progress.Counts);

    /// <summary>Where the audit of a pass stands.</summary>
    internal static string Line(AuditStatus status, TimeSpan elapsed) => status switch
    {
        { Phase: AuditPhase.Waiting } => $"The storage does not answer, or another audit is at work, since {status.WaitingSince:HH:mm:ss} UTC; waiting",
        { Report: { From: { } from, To: { } to } report } => $"Auditing {Line(from, to, report.Counts)}, for {Text.Duration(elapsed)}",
        _ => "Auditing what is stored",
    };

    public RunError? Error(AuditReport result) => result.Error;

    /// <summary>What came of the audit of a pass.</summary>
    internal IEnumerable<string> Ended(AuditResult result, TimeSpan elapsed) => result switch
    {
        { End: AuditEnd.InUse } => ["Left out: another grin audit works on the run, and reads what is due"],
        { Status.Report: { } report } => Ended(report with { Error = result.Error }, elapsed),
        _ => [$"NOT FINISHED in {Text.Duration(elapsed)}; the next start goes on from there"],
    };

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

    private static string Line(DateOnly from, DateOnly to, VerifyCounts counts) =>
        $"{Days(from, to)}: {Text.Count(counts.Objects)} objects, {Text.Size(counts.BytesRead)} read, {Text.Count(counts.Damaged)} missing or damaged";

    private static string Days(DateOnly from, DateOnly to) => from == to ? $"on {from:yyyy-MM-dd}" : $"from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}";
}
