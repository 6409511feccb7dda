using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace GrinToS3.Testing.Storage;

/// <summary>A real S3 server on 127.0.0.1: Ceph's gateway over a store in memory, or in a file where much is to be stored. It ends with the process that started it.</summary>
public sealed class RadosGateway : IAsyncDisposable
{
    public const string AccessKey = "AKTEST";
    public const string SecretKey = "secrettest1234";

    private const long MostInMemory = 4L << 30;

    private static readonly string[] Programs = ["radosgw", "radosgw-admin", "ceph", "ceph-mon", "ceph-osd", "ceph-authtool", "monmaptool"];

    private readonly TempFolder _folder;
    private readonly Process _script;

    private RadosGateway(TempFolder folder, Process script, Uri endpoint)
    {
        _folder = folder;
        _script = script;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>The process whose children are the server's.</summary>
    public int ProcessId => _script.Id;

    /// <summary>Starts a server; installs it first where this is Debian and the rights are there.</summary>
    /// <param name="bytes">How much it is to hold.</param>
    /// <returns>The server, or why there is none.</returns>
    public static async Task<(RadosGateway? Server, string? Missing)> StartAsync(long bytes = MostInMemory)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName is not "root")
        {
            return (null, "Ceph's daemons, the S3 server of these tests, are started as root on Linux only");
        }

        if (!IsInstalled)
        {
            await InstallAsync();
        }

        return IsInstalled
            ? (await StartInstalledAsync(bytes), null)
            : (null, "the S3 server of these tests is missing; on Debian: apt-get install radosgw ceph-mon ceph-osd ceph-common");
    }

    /// <summary>A client of its own, to look at what the code under test left there.</summary>
    public AmazonS3Client Client() => new(AccessKey, SecretKey, new AmazonS3Config
    {
        ServiceURL = Endpoint.AbsoluteUri,
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    public async ValueTask DisposeAsync()
    {
        _script.StandardInput.Close();
        await _script.WaitForExitAsync();
        _script.Dispose();
        _folder.Dispose();
    }

    private static async Task<RadosGateway> StartInstalledAsync(long bytes)
    {
        var port = FreePort();
        var folder = new TempFolder();
        var script = Run(
            "bash",
            Path.Combine(AppContext.BaseDirectory, "Storage", "radosgw.sh"),
            folder["gateway"],
            $"{port}",
            $"{FreePort()}",
            AccessKey,
            SecretKey,
            bytes > MostInMemory ? "bluestore" : "memstore",
            $"{bytes}");
        var said = new List<string>();
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line is "ready")
            {
                return new RadosGateway(folder, script, new Uri($"http://127.0.0.1:{port}"));
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"the S3 server did not start: {string.Join(" | ", said)}");
    }

    private static bool IsInstalled => Programs.All(static program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))));

    // Test projects run side by side: the second waits for the first's lock, and finds all there.
    private static async Task InstallAsync()
    {
        const string apt = "apt-get -qq -o DPkg::Lock::Timeout=600";
        using var install = Run(
            "bash", "-c", $"{apt} update && DEBIAN_FRONTEND=noninteractive {apt} install --no-install-recommends radosgw ceph-mon ceph-osd ceph-common 2>&1");
        await install.StandardOutput.ReadToEndAsync();
        await install.WaitForExitAsync();
    }

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
