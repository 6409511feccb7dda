using System.ComponentModel;
using System.Diagnostics;

namespace GrinToS3.Testing.Archives;

/// <summary>The real gpg, with a home folder of its own.</summary>
public sealed class Gpg : IDisposable
{
    private readonly TempFolder _home = new();

    /// <summary>The passphrase that <see cref="Encrypt"/> uses.</summary>
    public const string Passphrase = "correct horse battery staple";

    /// <summary>Why gpg can't be used on this machine, or null.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Encrypts to a passphrase, through a pipe: gpg does not know the length and writes parts.</summary>
    public byte[] Encrypt(byte[] content, params string[] options) => Run(content, ["--symmetric", .. options]);

    /// <summary>What gpg makes of a message.</summary>
    public byte[] Decrypt(byte[] message) => Run(message, "--decrypt");

    /// <summary>Makes a key pair that the passphrase locks.</summary>
    public void MakeKey(string user, params string[] algorithms) => Run([], ["--quick-generate-key", user, .. algorithms]);

    /// <summary>Runs gpg with a content as its input.</summary>
    public byte[] Run(byte[] input, params string[] arguments)
    {
        using var gpg = Start(_home.Path, arguments);
        var writing = Task.Run(async () =>
        {
            await using var target = gpg.StandardInput.BaseStream;
            try
            {
                await target.WriteAsync(input);
            }
            catch (IOException)
            {
                // gpg has ended before it read all; its exit code tells.
            }
        });
        var errors = gpg.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        gpg.StandardOutput.BaseStream.CopyTo(output);
        writing.Wait();
        gpg.WaitForExit();
        return gpg.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"gpg {string.Join(' ', arguments)}: {errors.Result}");
    }

    public void Dispose()
    {
        // A key's agent outlives gpg; it goes when its home goes, but not before the folder would be removed.
        using (var kill = Process.Start(new ProcessStartInfo("gpgconf", ["--homedir", _home.Path, "--kill", "gpg-agent"])))
        {
            kill?.WaitForExit();
        }

        _home.Dispose();
    }

    private static Process Start(string home, params string[] arguments)
    {
        string[] common = ["--homedir", home, "--batch", "--yes", "--quiet", "--no-permission-warning", "--pinentry-mode", "loopback", "--passphrase", Passphrase, "--trust-model", "always"];
        return Process.Start(new ProcessStartInfo("gpg", [.. common, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static string? FindMissing()
    {
        try
        {
            using var gpg = Process.Start(new ProcessStartInfo("gpg", ["--version"]) { RedirectStandardOutput = true })!;
            gpg.StandardOutput.ReadToEnd();
            gpg.WaitForExit();
            return null;
        }
        catch (Win32Exception)
        {
            return "gpg is not installed (Debian: apt install gnupg)";
        }
    }
}
