using System.Security.Cryptography;
using GrinToS3.Archives;
using GrinToS3.Archives.Pages;
using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Stores what is derived from a volume's archive.</summary>
/// <param name="run">The run.</param>
/// <param name="barcode">The volume.</param>
internal sealed class VolumeObjects(OpenRun run, Barcode barcode)
{
    private bool IsCompressed => run.Config.SyncConfig.CompressionFullEnabled;

    /// <summary>How an archive is read.</summary>
    /// <param name="text">Takes the page texts; null where they are not wanted.</param>
    /// <param name="encryptedBytes">The bytes that the encrypted archive must have, where they are known.</param>
    internal ArchivePassOptions Options(Stream? text, long? encryptedBytes = null) => new()
    {
        EncryptedBytes = encryptedBytes,
        PageTextSink = text,
        PageTextFormat = IsCompressed ? PageTextFormat.Gzip : PageTextFormat.Plain,
    };

    /// <summary>Stores page texts.</summary>
    /// <param name="text">What the pass wrote; null where they were not wanted.</param>
    /// <param name="summary">What the pass says of them; null where there are none.</param>
    /// <param name="acquired">When the archive came.</param>
    /// <param name="etag">GRIN's version of the archive.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task<Placed?> PutTextAsync(
        MemoryStream? text, PageTextSummary? summary, DateTimeOffset acquired, string? etag, CancellationToken cancellationToken) =>
        text is not null && summary is not null
            ? await PutAsync(
                run.Layout.PageTexts(barcode, IsCompressed), text.ToArray(), ObjectMetadata.ForPageTexts(barcode, acquired, etag, summary.Pages), cancellationToken)
            : null;

    /// <summary>Stores a manifest.</summary>
    internal Task<Placed> PutAsync(VolumeManifest manifest, CancellationToken cancellationToken) =>
        PutAsync(run.Layout.Manifest(barcode), manifest.ToJson(), metadata: null, cancellationToken);

    private async Task<Placed> PutAsync(ObjectKey key, byte[] content, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var stored = await run.Objects.PutAsync(key, content, metadata, cancellationToken);
        return new Placed(run.Objects.StoragePath(key), stored.Size, stored.ETag, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
