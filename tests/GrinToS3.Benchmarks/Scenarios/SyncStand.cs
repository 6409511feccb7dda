using System.Text.Json;
using Amazon.S3.Model;
using GrinToS3.Testing;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>The simulated GRIN and the S3 server, each in processes of its own, and what is done with them.</summary>
internal sealed class SyncStand : IAsyncDisposable
{
    private const string Run = "bench";

    private readonly TempFolder _folder = new();
    private readonly SyncLibrary _library;
    private readonly RadosGateway _gateway;
    private readonly int _atOnce;
    private Simulator? _simulator;
    private long _bytes;

    internal SyncStand(RadosGateway gateway, SyncLibrary library, int atOnce) => (_gateway, _library, _atOnce) = (gateway, library, atOnce);

    /// <summary>The bytes of the decrypted archives together, in MB.</summary>
    internal double Mb => _bytes / 1e6;

    private string Archives => _folder["archives"];

    private string Credentials => _folder["credentials"];

    internal async Task StartAsync()
    {
        _bytes = await _library.WriteDecryptedAsync(Archives);
        _simulator = await Simulator.StartAsync(_folder.Path, Credentials, _library.SimulateOptions);
        using var client = _gateway.Client();
        foreach (var bucket in new[] { "raw", "meta", "full", "rclone" })
        {
            await client.PutBucketAsync(bucket);
        }

        await File.WriteAllLinesAsync(_folder["barcodes.txt"], _library.Barcodes);
        var keys = new { access_key = RadosGateway.AccessKey, secret_key = RadosGateway.SecretKey };
        await File.WriteAllTextAsync(_folder["keys.json"], JsonSerializer.Serialize(keys));
        await GrinProcess.RunAsync(
            _folder.Path,
            Credentials,
            [
                "collect", "--write-config", "--run-name", Run, "--library-directory", "Example", "--grin-url", _simulator.Address, "--requests-per-second", "0",
                "--concurrent-requests", $"{Math.Max(5, _atOnce)}", "--sync-task-download-concurrency", $"{_atOnce}",
                "--storage", "s3", "--endpoint-url", _gateway.Endpoint.AbsoluteUri, "--credentials-file", "keys.json",
                "--bucket-raw", "raw", "--bucket-meta", "meta", "--bucket-full", "full",
            ]);
    }

    /// <summary>The floor: every archive fetched and thrown away.</summary>
    internal Task<SyncCost> DownloadAsync() => MeasureAsync(async () =>
    {
        using var http = Simulator.Client(Credentials);
        var before = ProcessorTime.Of(Environment.ProcessId);
        await Parallel.ForEachAsync(_library.Barcodes, new ParallelOptions { MaxDegreeOfParallelism = _atOnce }, async (barcode, stop) =>
        {
            await using var body = await http.GetStreamAsync($"{_simulator!.Address}Example/{barcode}.tar.gz.gpg", stop);
            await body.CopyToAsync(Stream.Null, stop);
        });
        return ProcessorTime.Of(Environment.ProcessId) - before;
    });

    /// <summary><c>grin sync</c>, from its start to its end; every archive must be in the server then.</summary>
    internal async Task<SyncCost> SyncAsync()
    {
        var cost = await MeasureAsync(async () =>
        {
            var (grin, _) = await GrinProcess.RunAsync(
                _folder.Path, Credentials, ["sync", "--run-name", Run, "--barcodes-file", "barcodes.txt", "--skip-requests", "--json"]);
            return grin.CpuSeconds;
        });
        await RequireStoredAsync("raw");
        return cost;
    }

    /// <summary><c>rclone copy</c> of the same archives, decrypted and in local files.</summary>
    internal async Task<SyncCost> CopyAsync()
    {
        var cost = await MeasureAsync(() => Rclone.CopyAsync(Archives, "rclone", _gateway, _atOnce));
        await RequireStoredAsync("rclone");
        return cost;
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<SyncCost> MeasureAsync(Func<Task<double>> work)
    {
        var (simulator, server) = (ProcessorTime.Of(_simulator!.ProcessId), ProcessorTime.OfChildren(_gateway.ProcessId));
        var started = TimeProvider.System.GetTimestamp();
        var client = await work();
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var after = ProcessorTime.OfChildren(_gateway.ProcessId);
        return new SyncCost(
            elapsed.TotalSeconds,
            client,
            ProcessorTime.Of(_simulator.ProcessId) - simulator,
            after.ToDictionary(static program => program.Key, program => program.Value - server.GetValueOrDefault(program.Key)));
    }

    private async Task RequireStoredAsync(string bucket)
    {
        using var client = _gateway.Client();
        var (objects, bytes) = (0, 0L);
        await foreach (var one in client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects)
        {
            (objects, bytes) = (objects + 1, bytes + one.Size ?? 0);
        }

        if (objects != _library.Barcodes.Count || bytes != _bytes)
        {
            throw new InvalidOperationException($"bucket {bucket} has {objects} archives of {bytes} bytes, and {_library.Barcodes.Count} of {_bytes} were to be stored");
        }
    }
}
