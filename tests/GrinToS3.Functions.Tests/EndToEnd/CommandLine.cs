using System.Diagnostics;
using GrinToS3.Runs;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>The command <c>grin</c>, in a working directory of its own.</summary>
internal static class CommandLine
{
    /// <summary>Collects with the settings that a stand gives its app, and expects success.</summary>
    internal static Task CollectAsync(AppStand stand, string folder, string run, int pageSize)
    {
        Directory.CreateDirectory(folder);
        return RunAsync(
            stand,
            folder,
            [
                "collect", "--run-name", run, "--library-directory", "Example", "--storage", "local", "--storage-path", stand.Storage,
                "--grin-url", stand.Grin.BaseAddress.AbsoluteUri, "--requests-per-second", "0", "--page-size", $"{pageSize}",
            ]);
    }

    /// <summary>Exports a run of the app as CSV, and expects success.</summary>
    internal static Task ExportAsync(AppStand stand, RunDirectory run, string file) => RunAsync(
        stand,
        Path.GetDirectoryName(file)!,
        ["export", "--run-name", run.Name.Value, "--output-root", Path.GetDirectoryName(run.Path)!, "--output", file]);

    private static async Task RunAsync(AppStand stand, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "grin.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GRIN_CREDENTIALS_DIR"] = stand.Credentials;
        using var grin = Process.Start(start)!;
        var errors = grin.StandardError.ReadToEndAsync();
        await grin.StandardOutput.ReadToEndAsync();
        await grin.WaitForExitAsync();
        Assert.True(grin.ExitCode == 0, await errors);
    }
}
