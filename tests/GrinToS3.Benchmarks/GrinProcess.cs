using System.Diagnostics;

namespace GrinToS3.Benchmarks;

/// <summary>The command <c>grin</c> in a process of its own.</summary>
internal static class GrinProcess
{
    internal static WatchedProcess Start(string folder, string? credentials, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "grin.dll"), .. arguments]) { WorkingDirectory = folder };
        if (credentials is not null)
        {
            start.Environment["GRIN_CREDENTIALS_DIR"] = credentials;
        }

        return WatchedProcess.Start(start);
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    /// <returns>The process that has ended, and how long it took.</returns>
    internal static Task<(WatchedProcess Process, TimeSpan Elapsed)> RunAsync(string folder, string? credentials, params string[] arguments) =>
        EndAsync(Start(folder, credentials, arguments), arguments[0]);

    /// <summary>The same, but nobody reads what it prints: only its own time counts then.</summary>
    /// <returns>The process that has ended, and how long it took.</returns>
    internal static Task<(WatchedProcess Process, TimeSpan Elapsed)> RunUnreadAsync(string folder, string credentials, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$@\" >/dev/null", "sh", Path.Combine(AppContext.BaseDirectory, "grin.dll"), .. arguments])
        {
            WorkingDirectory = folder,
        };
        start.Environment["GRIN_CREDENTIALS_DIR"] = credentials;
        return EndAsync(WatchedProcess.Start(start), arguments[0]);
    }

    private static async Task<(WatchedProcess Process, TimeSpan Elapsed)> EndAsync(WatchedProcess process, string command)
    {
        await using (process)
        {
            var (exitCode, elapsed) = await process.WaitAsync();
            return exitCode == 0 ? (process, elapsed) : throw new InvalidOperationException($"grin {command} ended with {exitCode}: {process.Output}");
        }
    }
}
