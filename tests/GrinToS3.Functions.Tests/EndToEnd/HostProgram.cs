using System.Diagnostics;
using System.Globalization;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>The Functions host that the environment names: Core Tools' <c>func</c>, or a folder that holds the host itself.</summary>
/// <param name="Path">The program or the host's assembly.</param>
/// <param name="IsCoreTools">Whether it is <c>func</c>, which asks for no keys on the machine it runs on.</param>
internal sealed record HostProgram(string Path, bool IsCoreTools)
{
    private const string Variable = "GRIN_FUNCTIONS_HOST";
    private const string WebHost = "Microsoft.Azure.WebJobs.Script.WebHost.dll";

    /// <summary>The host, or why there is none.</summary>
    internal static HostProgram? Find(out string? missing)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var webHost = System.IO.Path.Combine(given ?? "", WebHost);
        (var found, missing) = given switch
        {
            _ when OperatingSystem.IsWindows() => ((HostProgram?)null, "hosts are tracked and killed as on Unix; run this on Linux or macOS"),
            null or "" => (null, $"{Variable} is not set; set it to Core Tools' func, or to a folder with {WebHost}"),
            _ when File.Exists(webHost) => (new HostProgram(System.IO.Path.GetFullPath(webHost), IsCoreTools: false), null),
            _ when Directory.Exists(given) => (null, $"{Variable} is '{given}', but there is no {WebHost}"),
            _ => (new HostProgram(given, IsCoreTools: true), null),
        };
        return found;
    }

    /// <summary>The command that runs an app; environment and output are the caller's.</summary>
    internal ProcessStartInfo CommandFor(string app, int port)
    {
        // func looks for a project to build unless it is told that there is none.
        var start = IsCoreTools
            ? new ProcessStartInfo(Path, ["start", "--script-root", app, "--port", port.ToString(CultureInfo.InvariantCulture), "--no-build"])
            : new ProcessStartInfo("dotnet", [Path]);
        start.WorkingDirectory = IsCoreTools ? app : System.IO.Path.GetDirectoryName(Path)!;
        return start;
    }
}
