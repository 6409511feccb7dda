using GrinToS3.Adopting;
using GrinToS3.Repairing;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>Says what adopting finds, a line a finding, and what comes next.</summary>
internal sealed class AdoptText(bool json)
{
    private readonly RepairText _repair = new(json);

    internal void Note(string text) => Console.WriteLine(json ? WorkflowJson.Write(new { Event = "note", Text = text }) : $"note: {text}");

    internal void Found(RepairFinding finding) => _repair.Found(finding);

    internal void Ended(string run, AdoptionResult result)
    {
        if (json)
        {
            Console.WriteLine(WorkflowJson.Write(new
            {
                Event = "result",
                result.Storage,
                Repaired = RepairText.Named(result.Repair),
                Files = new[] { result.StorageFile, result.Repair.File }.OfType<string>(),
                result.Backup,
            }));
            return;
        }

        var seen = result.Storage;
        Console.WriteLine($"Storage: {Text.Count(seen.Archives)} archives of this run ({Text.Size(seen.Bytes)}), {Text.Count(seen.Texts)} page texts, {Text.Count(seen.Others)} other objects");
        Console.WriteLine($"  {Text.Count(seen.Found),12}  found in storage, and not called stored before");
        Console.WriteLine($"  {Text.Count(seen.Missing),12}  called stored, and missing in storage");
        if (seen.Elsewhere > 0)
        {
            Console.WriteLine($"  {Text.Count(seen.Elsewhere),12}  stored in another bucket, which was not looked at");
        }

        if (result.StorageFile is { } file)
        {
            Console.WriteLine($"Named in {file}");
        }

        _repair.Ended(result.Repair with { Backup = result.Backup }, isDry: false);
        Console.WriteLine($"next: grin status --run-name {run}, then grin doctor --run-name {run} and grin sync --run-name {run} --queue converted");
    }
}
