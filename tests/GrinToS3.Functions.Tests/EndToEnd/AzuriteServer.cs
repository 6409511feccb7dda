using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Azurite, Microsoft's own storage emulator: blobs, queues and tables on free ports of 127.0.0.1, in a folder of its own.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    private const string Version = "3.37.0";
    private const string Variable = "GRIN_AZURITE";
    private const string Account = "devstoreaccount1";

    // Azurite's published key, the same for everybody.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;

    private AzuriteServer(Process process, string folder, int[] ports)
    {
        _process = process;
        Folder = folder;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{Account};QueueEndpoint=http://127.0.0.1:{ports[1]}/{Account};TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};";
    }

    /// <summary>Where it keeps everything.</summary>
    internal string Folder { get; }

    internal string ConnectionString { get; }

    /// <summary>Installs it where it is missing, starts it, and waits until it listens.</summary>
    internal static async Task<AzuriteServer> StartAsync(string folder)
    {
        var program = await InstallAsync();
        var ports = Ports.Free(3);
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            program, "--silent", "--location", folder, "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", Text(ports[0]),
            "--queueHost", "127.0.0.1", "--queuePort", Text(ports[1]),
            "--tableHost", "127.0.0.1", "--tablePort", Text(ports[2]),
        ];
        var process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        foreach (var port in ports)
        {
            await Until.TrueAsync(() => ListensAsync(port), TimeSpan.FromMinutes(2), () => $"Azurite does not listen on {port}");
        }

        return new AzuriteServer(process, folder, ports);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> InstallAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "grintos3-tests");
        var installed = Path.Combine(cache, $"azurite-{Version}");
        if (!Directory.Exists(installed))
        {
            var temporary = Directory.CreateDirectory(Path.Combine(cache, $"installing-{Environment.ProcessId}")).FullName;
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", $"azurite@{Version}", "--prefix", temporary, "--no-audit", "--no-fund"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var problems = npm.StandardError.ReadToEndAsync();
            await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm install azurite@{Version} ended with {npm.ExitCode}: {await problems}");
            }

            Directory.Move(temporary, installed);
        }

        return Path.Combine(installed, "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
