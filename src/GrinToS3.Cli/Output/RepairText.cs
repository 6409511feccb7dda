using GrinToS3.Repairing;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>Says what a repair finds, a line a finding.</summary>
internal sealed class RepairText(bool json)
{
    internal void Found(RepairFinding finding) => Console.WriteLine(json
        ? WorkflowJson.Write(new { Event = "finding", finding.Barcode, Reason = finding.ReasonName, finding.Detail })
        : $"{finding.Barcode}  {finding.ReasonName}  {finding.Detail}");

    internal void Ended(RepairResult result, bool isDry)
    {
        if (json)
        {
            Console.WriteLine(WorkflowJson.Write(new { Event = "result", DryRun = isDry, Found = Named(result), result.File, result.Backup }));
            return;
        }

        foreach (var (reason, count) in Named(result))
        {
            Console.WriteLine($"{Text.Count(count),12}  {reason}");
        }

        Console.WriteLine(result.Total == 0 ? "Nothing is to be repaired"
            : isDry ? $"To be repaired: {Text.Count(result.Total)}; nothing was changed"
            : $"Repaired: {Text.Count(result.Total)}, named in {result.File}");
        if (result.Backup is { } backup)
        {
            Console.WriteLine($"The file as it was before is {backup}");
        }
    }

    internal static Dictionary<string, long> Named(RepairResult result) => result.Found.ToDictionary(static one => RepairFinding.NameOf(one.Key), static one => one.Value);
}
