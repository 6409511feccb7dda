using System.ComponentModel;
using System.Diagnostics;

namespace GrinToS3.Progress;

/// <summary>The python3 of this machine, for comparing with what the existing tool's libraries do.</summary>
public static class Python
{
    /// <summary>Runs a script; the test is skipped where there is no python3.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", script, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var python = Process.Start(start)!;
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.Equal(0, python.ExitCode);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
