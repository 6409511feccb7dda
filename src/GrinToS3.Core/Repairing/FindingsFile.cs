using System.Text;
using GrinToS3.Files;
using GrinToS3.Runs;

namespace GrinToS3.Repairing;

/// <summary>Names volumes in a file of the run's folder <c>repairs</c>: barcode, reason and detail, separated by tabs. It appears when it is whole.</summary>
internal static class FindingsFile
{
    /// <summary>Writes one.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="name">How its name begins.</param>
    /// <param name="time">The clock that names it.</param>
    /// <param name="work">Finds, and gives each finding to what it is handed.</param>
    /// <returns>The file; null where there was no finding, and so no file.</returns>
    internal static string? Write(RunDirectory directory, string name, TimeProvider time, Action<Action<RepairFinding>> work)
    {
        Directory.CreateDirectory(directory.Repairs);
        Leftovers.Sweep(directory.Repairs);
        var path = DatedName.Free(directory.Repairs, name, time.GetUtcNow(), ".tsv");
        var count = 0;
        AtomicFile.Write(path, stream =>
        {
            using var lines = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            work(finding =>
            {
                count++;
                lines.WriteLine($"{finding.Barcode}\t{finding.ReasonName}\t{finding.Detail.ReplaceLineEndings(" ").Replace('\t', ' ')}");
            });
        });
        if (count > 0)
        {
            return path;
        }

        File.Delete(path);
        return null;
    }
}
