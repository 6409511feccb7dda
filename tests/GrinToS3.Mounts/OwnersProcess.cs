using System.Collections.Concurrent;
using System.Diagnostics;

namespace GrinToS3.Mounts;

/// <summary>The process of <see cref="Owners"/>, which can be stopped, woken and killed.</summary>
internal sealed class OwnersProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, string> _results = [];
    private readonly ConcurrentQueue<(int Index, string Barcode)> _kept = [];
    private readonly TaskCompletionSource _ready = new();

    private OwnersProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
    }

    /// <summary>What each owner ended with.</summary>
    public IReadOnlyDictionary<int, string> Results => _results;

    /// <summary>Starts and waits until all owners are where they shall be.</summary>
    public static OwnersProcess Start(string folder, int count, Timing timing)
    {
        string[] arguments = [typeof(OwnersProcess).Assembly.Location, "owners", folder, $"{count}", .. timing.ToArguments()];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var owners = new OwnersProcess(process);
        if (!owners._ready.Task.Wait(TimeSpan.FromMinutes(5)))
        {
            throw new TimeoutException("the owners did not become ready");
        }

        return owners;
    }

    /// <summary>The volumes that an owner was told are kept.</summary>
    public IEnumerable<string> KeptBy(int index) => _kept.Where(one => one.Index == index).Select(static one => one.Barcode);

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Stop() => Signal("STOP");

    public void Wake() => Signal("CONT");

    /// <summary>Lets all owners go on, and waits until they have ended.</summary>
    public void Finish()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        if (!_process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            throw new TimeoutException("the owners did not end");
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    private void Read(string? line)
    {
        var parts = (line ?? "").Split(' ', 3);
        switch (parts)
        {
            case ["READY"]:
                _ready.TrySetResult();
                break;
            case ["KEPT", var index, var barcode]:
                _kept.Enqueue((int.Parse(index, System.Globalization.CultureInfo.InvariantCulture), barcode));
                break;
            case ["RESULT", var index, var result]:
                _results[int.Parse(index, System.Globalization.CultureInfo.InvariantCulture)] = result;
                break;
            default:
                break;
        }
    }
}
