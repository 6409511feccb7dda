using System.Diagnostics;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>The command <c>grin</c>, in a working directory of its own.</summary>
internal static class CommandLine
{
    /// <summary>Collects with the settings that a stand gives its app, and expects success.</summary>
    internal static async Task CollectAsync(AppStand stand, string folder, string run, int pageSize)
    {
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "grin.dll"), "collect", "--run-name", run, "--library-directory", "Example",
            "--storage", "local", "--storage-path", stand.Storage, "--grin-url", stand.Grin.BaseAddress.AbsoluteUri,
            "--requests-per-second", "0", "--page-size", $"{pageSize}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
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
