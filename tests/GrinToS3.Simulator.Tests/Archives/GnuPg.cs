using System.Diagnostics;

namespace GrinToS3.Simulator.Tests.Archives;

/// <summary>The real programs that open archives, in a folder of their own that is removed at the end.</summary>
public sealed class GnuPg : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulated-archives-").FullName;

    public GnuPg()
    {
        foreach (var program in new[] { "gpg", "tar", "md5sum" })
        {
            Assert.SkipUnless(IsInstalled(program), $"{program} is not installed");
        }
    }

    public string this[string name] => Path.Combine(_folder, name);

    public async Task WritePassphraseAsync(string passphrase) => await File.WriteAllBytesAsync(this["passphrase"], [.. System.Text.Encoding.UTF8.GetBytes(passphrase + "\n")]);

    public async Task SaveAsync(string name, Stream content)
    {
        await using var file = File.Create(this[name]);
        await content.CopyToAsync(file);
    }

    /// <summary>Decrypts with gpg.</summary>
    public Task<(int Code, string Output, string Error)> DecryptAsync(string from, string to) => RunAsync(
        "gpg", "--homedir", _folder, "--batch", "--yes", "--no-autostart", "--pinentry-mode", "loopback", "--passphrase-file", this["passphrase"], "--output", this[to], "--decrypt", this[from]);

    /// <summary>Lists the packets of a message.</summary>
    public Task<(int Code, string Output, string Error)> ListPacketsAsync(string name) => RunAsync(
        "gpg", "--homedir", _folder, "--batch", "--no-autostart", "--pinentry-mode", "loopback", "--passphrase-file", this["passphrase"], "--list-packets", this[name]);

    public async Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
