using GrinToS3.Files;
using GrinToS3.Runs;

namespace GrinToS3.Syncing;

/// <summary>The volumes that a person named, as a file in the run's folder: they travel by reference, however many they are.</summary>
public static class BarcodesFile
{
    private const string Name = "barcodes.txt";

    /// <summary>Writes it.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="barcodes">The volumes.</param>
    /// <returns>The file's name; null where no volume was named.</returns>
    public static string? Write(RunDirectory directory, IReadOnlyList<string> barcodes)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(barcodes);
        if (barcodes.Count == 0)
        {
            return null;
        }

        AtomicFile.Write(Path.Combine(directory.Path, Name), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            foreach (var barcode in barcodes)
            {
                writer.WriteLine(barcode);
            }
        });
        return Name;
    }
}
