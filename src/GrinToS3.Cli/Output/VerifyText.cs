using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>A verification in sentences.</summary>
/// <param name="show">How many findings are shown; all are in their file.</param>
/// <param name="findings">Gives them.</param>
internal sealed class VerifyText(int show, Func<IEnumerable<ObjectFinding>> findings) : IRunText<VerifyProgress, VerifyReport>
{
    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        yield return $"Run {config.RunName}: verifying what is stored";
    }

    public Enum Phase(VerifyProgress progress) => progress.Kind;

    public double? Share(VerifyProgress progress) => progress.Known > 0 ? Math.Min(1, (double)progress.Counts.Objects / progress.Known) : null;

    public string Line(VerifyProgress progress, TimeSpan elapsed) =>
        $"{Text.Count(progress.Counts.Objects)} objects looked at ({Name(progress.Kind)}){Read(progress.Counts)}, {Text.Count(progress.Counts.Damaged)} missing or damaged";

    public RunError? Error(VerifyReport result) => result.Error;

    public IEnumerable<string> Ended(VerifyReport result, TimeSpan elapsed)
    {
        var counts = result.Counts;
        yield return $"{(result.IsComplete ? "Done" : result.Error is null ? "Stopped" : "NOT FINISHED")} in {Text.Duration(elapsed)}, level {result.Level.ToString().ToLowerInvariant()}: "
            + $"{Text.Count(counts.Objects)} objects looked at{Read(counts)}, {Text.Count(counts.Missing)} missing, {Text.Count(counts.WrongSize)} of another size, "
            + $"{Text.Count(counts.Altered)} altered, {Text.Count(counts.Unreadable)} unreadable, {Text.Count(counts.Unknown)} unknown"
            + (result.IsComplete ? "" : "; the next start goes on from there");
        foreach (var line in Notes(counts))
        {
            yield return line;
        }

        foreach (var finding in findings().Take(show))
        {
            yield return Line(finding);
        }

        if (counts.Damaged + counts.Unknown > 0)
        {
            yield return $"All findings: {result.Findings}";
        }

        if (result.RepairCommand is { } command)
        {
            yield return $"Repair with: {command}";
        }
    }

    /// <summary>A finding in one line.</summary>
    internal static string Line(ObjectFinding finding) => $"  {finding.Fault,-10} {finding.Place}: {finding.Says}";

    /// <summary>What the numbers do not say by themselves.</summary>
    internal static IEnumerable<string> Notes(VerifyCounts counts)
    {
        if (counts.SizeOnly > 0)
        {
            yield return $"{Text.Count(counts.SizeOnly)} objects have no checksum in storage, only their size was compared: --level full reads them";
        }

        if (counts.NotVerifiable > 0)
        {
            yield return $"{Text.Count(counts.NotVerifiable)} objects are there but can't be verified: the Python tool stored them, which notes neither sizes nor digests";
        }

        if (counts.InUse > 0)
        {
            yield return $"{Text.Count(counts.InUse)} objects were just being stored by a session; verify again when it has ended";
        }
    }

    private static string Read(VerifyCounts counts) => counts.BytesRead > 0 ? $", {Text.Size(counts.BytesRead)} read" : "";

    private static string Name(StoredKind kind) => kind switch { StoredKind.Archive => "archives", StoredKind.Text => "page texts", _ => "manifests" };
}
