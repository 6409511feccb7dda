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
    internal static async Task<(WatchedProcess Process, TimeSpan Elapsed)> RunAsync(string folder, string? credentials, params string[] arguments)
    {
        await using var process = Start(folder, credentials, arguments);
        var (exitCode, elapsed) = await process.WaitAsync();
        return exitCode == 0 ? (process, elapsed) : throw new InvalidOperationException($"grin {arguments[0]} ended with {exitCode}: {process.Output}");
    }
}
