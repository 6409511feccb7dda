using GrinToS3.Enriching;
using GrinToS3.Progress;
using GrinToS3.Syncing;

namespace GrinToS3.Documentation;

/// <summary>A run that has done everything: collected, enriched, synced with one archive that is damaged, and asked for conversions.</summary>
public sealed class DocumentedRun : IAsyncLifetime
{
    private SyncFixture? _run;

    internal List<string> Query(string sql) => _run!.Query(sql);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var damaged = SyncFixture.Library(600).ToLibrary().Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal).Skip(5).First();
        _run = await SyncFixture.CollectedAsync(SyncFixture.Library(600, $"archive:barcode={damaged}:wrong-checksum"));
        Assert.Equal(EnrichEnd.Complete, (await _run.Run.Host.RunAsync(new EnrichWorkflow(), "run1", EnrichFixture.Input(), static _ => { })).End);
        Assert.Equal(1, (await _run.SyncAsync(VolumeSource.Converted)).Progress.Failed);
        await _run.RequestAsync(limit: 150);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }
    }
}
