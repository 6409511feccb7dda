using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace GrinToS3.Infra;

/// <summary>The Bicep compiler that the build restored.</summary>
public static class Bicep
{
    private static readonly string[] OwnNames = ["AZURE_", "GRIN_", "TASKHUB_"];

    /// <summary>The repository's folder.</summary>
    public static string Repository => Metadata("Repository");

    /// <summary>Runs the compiler; the test is skipped where it can't run.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="settings">The environment that parameters are read from; nothing of this process's own is.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<BicepRun> RunAsync(string folder, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "the compiler's package is for Linux on x64");
        var start = new ProcessStartInfo(Metadata("Bicep"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static key => OwnNames.Any(key.StartsWith)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var compiler = Process.Start(start)!;
        var output = compiler.StandardOutput.ReadToEndAsync();
        var said = compiler.StandardError.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        return new BicepRun(compiler.ExitCode, await output, (await said).Trim());
    }

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(found => found.Key == key).Value!;
}
