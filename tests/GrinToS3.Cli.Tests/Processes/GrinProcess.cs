using System.Diagnostics;
using System.Threading.Channels;
using GrinToS3.Testing;

namespace GrinToS3.Cli.Processes;

/// <summary>The command <c>grin</c> as a process of its own.</summary>
internal sealed class GrinProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "grin.dll");

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly Task _reading;

    private GrinProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    /// <summary>Whether it has ended.</summary>
    internal bool HasEnded => _process.HasExited;

    /// <summary>Starts <c>grin</c> with a home, a working directory and an environment that hold nothing but what the test gives.</summary>
    internal static GrinProcess Start(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsRead).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["HOME"] = folder;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new GrinProcess(Process.Start(start)!);
    }

    /// <summary>The next line on stdout; null after the last. One that does not come fails the test.</summary>
    internal async Task<string?> ReadLineAsync() =>
        await _lines.Reader.WaitToReadAsync().AsTask().WaitAsync(Hang.Limit) && _lines.Reader.TryRead(out var line) ? line : null;

    /// <summary>Reads stdout up to the first line that contains a text; null where there is none.</summary>
    internal async Task<string?> ReadToAsync(string text)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }

    internal Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Ends its standard input.</summary>
    internal void EndInput() => _process.StandardInput.Close();

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    internal void Kill() => _process.Kill();

    /// <summary>Presses Ctrl-C.</summary>
    internal async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(null, null)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end; a process that does not come to one fails the test.</summary>
    internal async Task<GrinExit> EndAsync()
    {
        using var limit = new CancellationTokenSource(Hang.Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _reading.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _reading;
            Assert.Fail($"grin did not end. {new GrinExit(0, _output, _errors)}");
        }

        return new GrinExit(_process.ExitCode, _output, _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading.WaitAsync(Hang.Limit);
        _process.Dispose();
    }

    /// <summary>Variables that <c>grin</c> decides by.</summary>
    private static bool IsRead(string variable) =>
        variable.StartsWith("GRIN_", StringComparison.Ordinal) || variable.StartsWith("SSH_", StringComparison.Ordinal)
        || variable.StartsWith("AWS_", StringComparison.Ordinal)
        || variable is "TERM" or "DISPLAY" or "DOCKER_ENV";

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.Add(line);
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Add(line);
        }
    }
}
