using GrinToS3.Simulator;
using GrinToS3.Simulator.Archives;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>The volumes that are synced: the first of a simulated library that are converted.</summary>
internal sealed class SyncLibrary
{
    private readonly SimulatorOptions _options;

    internal SyncLibrary(int volumes, long size)
    {
        var most = new SimulatorOptions { Books = 10_000_000 };
        var converted = most.ToLibrary().Converted.Take(volumes).ToList();
        Barcodes = [.. converted.Select(static book => book.Barcode)];
        _options = most with { Books = converted[^1].Index + 1, ArchiveSize = size };
    }

    internal IReadOnlyList<string> Barcodes { get; }

    /// <summary>The options of <c>grin simulate</c> that serve the same library.</summary>
    internal string[] SimulateOptions => ["--books", $"{_options.Books}", "--archive-size", $"{_options.ArchiveSize}"];

    /// <summary>Writes the decrypted archives, a file each.</summary>
    /// <returns>Their bytes together.</returns>
    internal async Task<long> WriteDecryptedAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var archives = new SimulatedArchives(_options);
        long bytes = 0;
        foreach (var barcode in Barcodes)
        {
            await using var file = File.Create(Path.Combine(folder, $"{barcode}.tar.gz"));
            await archives.Find(barcode)!.WriteDecryptedAsync(file);
            bytes += file.Length;
        }

        return bytes;
    }
}
