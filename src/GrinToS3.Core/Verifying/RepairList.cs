using System.Globalization;
using GrinToS3.Files;

namespace GrinToS3.Verifying;

/// <summary>The volumes to fetch again, in the form of <c>--barcodes-file</c>: a barcode a line, the reasons as comments before it.</summary>
internal static class RepairList
{
    /// <summary>Writes the list, or removes it where there is nothing to repair.</summary>
    /// <returns>The file; null where there is none.</returns>
    internal static string? Write(string path, string run, DateTimeOffset now, Func<IEnumerable<ObjectFinding>> findings)
    {
        var damaged = findings().Where(static one => one is { IsDamage: true, Barcode: not null });
        if (!damaged.Any())
        {
            File.Delete(path);
            return null;
        }

        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine($"# Volumes of run {run} of which something is missing or damaged, {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.");
            writer.WriteLine($"# Fetch them again with: {Command(path, run)}");
            writer.WriteLine("# Without --force a volume whose version in GRIN is the one that was stored is passed over.");
            var named = new HashSet<string>(StringComparer.Ordinal);
            foreach (var one in damaged)
            {
                writer.WriteLine($"# {Line(one)}");
                if (named.Add(one.Barcode!))
                {
                    writer.WriteLine(one.Barcode);
                }
            }
        });
        return path;
    }

    /// <summary>The command that repairs what a list names.</summary>
    internal static string Command(string path, string run) => $"grin sync --run-name {run} --barcodes-file '{path}' --force";

    private static string Line(ObjectFinding finding) => $"{finding.Kind} {finding.Fault}: {finding.Place}: {finding.Says}".ReplaceLineEndings(" ");
}
