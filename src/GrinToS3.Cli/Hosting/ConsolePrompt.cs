using System.ComponentModel;
using System.Diagnostics;
using GrinToS3.Grin.Auth;

namespace GrinToS3.Cli.Hosting;

/// <summary>The person at the terminal, during <c>grin auth setup</c>.</summary>
internal sealed class ConsolePrompt : IAuthorizationPrompt
{
    public Task ShowAsync(Uri address, Uri redirect, AuthorizationMode mode, CancellationToken ct)
    {
        Console.WriteLine("Open this address in a browser and agree with the Google account that has access to GRIN:");
        Console.WriteLine();
        Console.WriteLine($"  {address.AbsoluteUri}");
        Console.WriteLine();
        if (mode is AuthorizationMode.Local && TryOpenBrowser(address))
        {
            Console.WriteLine("A browser was opened. Waiting for it to come back...");
        }
        else
        {
            Console.WriteLine($"The browser ends at an address that begins with {redirect}");
            Console.WriteLine($"and may show an error. Paste that whole address here, or forward the port first (ssh -L {redirect.Port}:localhost:{redirect.Port} ...):");
        }

        return Task.CompletedTask;
    }

    // The console's own asynchronous read blocks its caller, who also waits for a browser.
    public Task<string?> ReadPastedAsync(CancellationToken ct) => Task.Run(Console.In.ReadLine, ct);

    public void Refuse(string problem) => Console.Error.WriteLine($"grin: {problem}");

    private static bool TryOpenBrowser(Uri address)
    {
        try
        {
            using var browser = OperatingSystem.IsLinux() ? Process.Start(new ProcessStartInfo("xdg-open", [address.AbsoluteUri]) { RedirectStandardError = true })
                : OperatingSystem.IsMacOS() ? Process.Start("open", [address.AbsoluteUri])
                : Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return browser is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
