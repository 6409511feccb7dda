using GrinToS3.Functions.EndToEnd;
using GrinToS3.Testing;
using GrinToS3.Testing.Storage;

[assembly: AssemblyFixture(typeof(EndToEndFixture))]
[assembly: AssemblyFixture(typeof(S3Server))]

namespace GrinToS3.Functions.EndToEnd;

/// <summary>What all end-to-end tests share: the published app and a storage emulator. Nothing is started before a test asks for it.</summary>
public sealed class EndToEndFixture : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Surroundings? _surroundings;

    public EndToEndFixture()
    {
        Program = HostProgram.Find(out var missing);
        Missing = missing;
    }

    /// <summary>Why there is no host to try the app on, or null.</summary>
    internal string? Missing { get; }

    internal HostProgram? Program { get; }

    /// <summary>The app and the storage, once for all tests.</summary>
    internal async Task<Surroundings> StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            return _surroundings ??= new Surroundings(
                Program!,
                await PublishedApp.PublishAsync(_folder["app"]),
                await AzuriteServer.StartAsync(_folder["azurite"]));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_surroundings is not null)
        {
            await _surroundings.Azurite.DisposeAsync();
        }

        _turn.Dispose();
        _folder.Dispose();
    }
}
