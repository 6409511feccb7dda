using System.Diagnostics;
using System.Runtime.InteropServices;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Testing;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>A run with a simulated GRIN and local storage, of which the command <c>grin</c> is asked.</summary>
internal sealed partial class AnswerRun : IAsyncDisposable
{
    /// <summary>The option of the scenario that makes it the session at work.</summary>
    public const string Writer = "writer";

    private const string Name = "bench";
    private const int SimulatedBooks = 1000;
    private const int DontNeed = 4;

    private readonly TempFolder _folder = new();
    private readonly int _rows;
    private Simulator? _simulator;
    private WatchedProcess? _writer;

    private AnswerRun(int rows) => _rows = rows;

    internal double DatabaseMb => new FileInfo(Directory(_folder.Path).Database).Length / 1e6;

    private string Credentials => _folder["credentials"];

    internal static RunDirectory Directory(string folder) =>
        RunName.TryParse(Name, out var name, out var problem) ? new RunDirectory(Path.Combine(folder, "output"), name) : throw new InvalidOperationException(problem);

    /// <summary>A run that has its settings, and a file without rows.</summary>
    internal static async Task<AnswerRun> StartAsync(int rows)
    {
        var run = new AnswerRun(rows);
        run._simulator = await Simulator.StartAsync(run._folder.Path, run.Credentials, "--books", $"{SimulatedBooks}");
        await GrinProcess.RunAsync(
            run._folder.Path,
            run.Credentials,
            ["collect", "--write-config", "--run-name", Name, "--library-directory", "Example", "--grin-url", run._simulator.Address, "--requests-per-second", "0", "--storage", "local", "--storage-path", "storage"]);
        ProgressStore.Open(new ProgressStoreOptions { Path = Directory(run._folder.Path).Database, HostId = "benchmark" }).Dispose();
        return run;
    }

    /// <summary>All is done.</summary>
    internal Task FinishAsync()
    {
        File.Delete(Directory(_folder.Path).Database);
        AnswerFile.Fill(Directory(_folder.Path).Database, _rows);
        return Task.CompletedTask;
    }

    /// <summary>A session works on it, and not all goes well.</summary>
    internal async Task WorkAsync()
    {
        AnswerFile.AddTrouble(Directory(_folder.Path).Database, _rows);
        _writer = WatchedProcess.Start(new ProcessStartInfo("dotnet", [typeof(AnswerRun).Assembly.Location, AnswersScenario.ScenarioName, $"--{Writer}", _folder.Path, "--rows", $"{_rows}"]));
        await _writer.ReadUntilAsync(AnswerWriter.Begun);
    }

    /// <summary>The session dies where it stands.</summary>
    internal async Task KillAsync()
    {
        await _writer!.DisposeAsync();
        _writer = null;
    }

    /// <summary>Asks, and throws the answer away.</summary>
    /// <returns>Seconds from the start of the process to its end, and seconds of processor time.</returns>
    internal async Task<(double Seconds, double CpuSeconds)> AskAsync(bool cold, params string[] question)
    {
        if (cold)
        {
            Forget();
        }

        string[] named = question is ["--version"] ? question : [.. question, "--run-name", Name, "--json"];
        var (process, elapsed) = await GrinProcess.RunUnreadAsync(_folder.Path, Credentials, named);
        return (elapsed.TotalSeconds, process.CpuSeconds);
    }

    /// <summary>Has the kernel forget what it keeps of the file, but for what a session at work has mapped.</summary>
    private void Forget()
    {
        using var file = File.OpenHandle(Directory(_folder.Path).Database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
        if (Advise(file, 0, 0, DontNeed) is not 0 and var error)
        {
            throw new InvalidOperationException($"posix_fadvise answered {error}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeHandle file, long offset, long length, int advice);
}
