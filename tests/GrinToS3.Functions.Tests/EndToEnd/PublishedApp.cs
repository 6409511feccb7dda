using System.Diagnostics;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>The app as it is deployed: <c>dotnet publish -c Release</c>.</summary>
internal static class PublishedApp
{
    private const string Variable = "GRIN_FUNCTIONS_APP";

    /// <summary>Publishes into a folder.</summary>
    /// <returns>The app's folder: the one given, or another that the environment names as published already.</returns>
    internal static async Task<string> PublishAsync(string folder)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } published)
        {
            return published;
        }

        var project = Path.Combine(RepositoryRoot(), "src", "GrinToS3.Functions");
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "quiet"])
        {
            RedirectStandardOutput = true,
        };

        // The runner's own MSBuild must not reach into this one.
        foreach (var inherited in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}: {output}");
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GrinToS3.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("GrinToS3.sln is not above the tests");
        }

        return folder.FullName;
    }
}
