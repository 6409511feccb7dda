using System.Diagnostics;
using System.Globalization;
using System.Text;
using GrinToS3.Archives;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Reads an archive several times at once in a process of its own, whose memory and disk the kernel counts.</summary>
internal static class ArchiveWorker
{
    private static readonly ArchiveKeys Keys = ArchiveKeys.FromPassphrase(Encoding.UTF8.GetBytes(Gpg.Passphrase));

    /// <summary>One pass, which must succeed.</summary>
    internal static async Task<ArchiveContents> PassAsync(string encrypted)
    {
        await using var file = new FileStream(encrypted, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        using var text = new MemoryStream();
        var result = await ArchivePass.RunAsync(
            file, Keys, Stream.Null, new ArchivePassOptions { EncryptedBytes = file.Length, PageTextSink = text }, CancellationToken.None);
        return result.Value ?? throw new InvalidOperationException(result.Error!.Message);
    }

    /// <summary>Runs in the child: passes side by side, then the peak of resident memory and the bytes written to disk as a line.</summary>
    internal static async Task RunAsync(string encrypted, int volumes)
    {
        var (idle, written) = (Status("VmRSS:"), Written());
        await Task.WhenAll(Enumerable.Range(0, volumes).Select(_ => PassAsync(encrypted)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{idle} {Status("VmHWM:")} {Written() - written}"));
    }

    /// <summary>Runs a child.</summary>
    /// <returns>Resident MB before, at the peak, and bytes written to disk.</returns>
    internal static async Task<(double IdleMb, double PeakMb, long DiskBytes)> StartAsync(string encrypted, int volumes)
    {
        // Not this process's own path: dotnet run starts an executable of its own, which takes no assembly.
        using var child = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(ArchiveWorker).Assembly.Location, "archive", "--worker", encrypted, "--volumes", $"{volumes}"])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the process for measuring memory ended early");
        await child.WaitForExitAsync();
        var numbers = line.Split(' ');
        return (double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture), long.Parse(numbers[2], CultureInfo.InvariantCulture));
    }

    private static double Status(string key) => Number(File.ReadLines("/proc/self/status"), key) / 1000.0;

    private static long Written() => Number(File.ReadLines("/proc/self/io"), "write_bytes:");

    private static long Number(IEnumerable<string> lines, string key) => long.Parse(
        lines.First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
