using System.Diagnostics;
using System.Globalization;

namespace GrinToS3.Benchmarks;

/// <summary>A program in a process of its own, whose memory and processor time are watched.</summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly Task _watch;

    private WatchedProcess(Process process)
    {
        _process = process;
        _watch = WatchAsync();
    }

    internal string Output { get; private set; } = "";

    /// <summary>The most memory that was resident at once, as the kernel counted it (VmHWM).</summary>
    internal double PeakRssMb { get; private set; }

    /// <summary>The most of its own memory (RssAnon) that was seen, every 20 ms: without what the kernel keeps of mapped files, which it takes back when it is needed.</summary>
    internal double PeakOwnMb { get; private set; }

    /// <summary>The processor time that it had taken when it was looked at last, at most some 20 ms before its end.</summary>
    internal double CpuSeconds { get; private set; }

    internal int Id => _process.Id;

    /// <summary>Starts a program; its standard output is read here.</summary>
    internal static WatchedProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        return new WatchedProcess(Process.Start(start)!);
    }

    internal async Task<string> ReadUntilAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the process ended without '{text}'");
    }

    /// <summary>Waits for the end; keeps the last line of output.</summary>
    internal async Task<(int ExitCode, TimeSpan Elapsed)> WaitAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Output = line;
        }

        await _process.WaitForExitAsync();
        var elapsed = TimeProvider.System.GetElapsedTime(_started);
        await _watch;
        return (_process.ExitCode, elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _watch;
        _process.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_process.HasExited)
        {
            PeakRssMb = Math.Max(PeakRssMb, ReadMb("VmHWM:"));
            PeakOwnMb = Math.Max(PeakOwnMb, ReadMb("RssAnon:"));
            CpuSeconds = Math.Max(CpuSeconds, ProcessorTime.Of(_process.Id));
            await Task.Delay(20);
        }
    }

    private double ReadMb(string key)
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1000;
        }
        catch (IOException)
        {
            // The process has just ended.
            return 0;
        }
    }
}
