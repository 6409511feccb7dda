namespace GrinToS3.Testing.Storage;

/// <summary>The S3 server that the tests of an assembly share, started by the first that asks for it.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private readonly Lazy<Task<(RadosGateway? Server, string? Missing)>> _started = new(() => RadosGateway.StartAsync());
    private int _buckets;

    /// <summary>The server, or the reason to skip with.</summary>
    public Task<(RadosGateway? Server, string? Missing)> StartedAsync() => _started.Value;

    /// <summary>Makes three buckets that nobody else uses: raw, meta and full.</summary>
    public async Task<string[]> CreateBucketsAsync(RadosGateway server)
    {
        using var client = server.Client();
        var number = Interlocked.Increment(ref _buckets);
        string[] names = [$"raw-{number}", $"meta-{number}", $"full-{number}"];
        foreach (var name in names)
        {
            await client.PutBucketAsync(name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated && (await _started.Value).Server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
