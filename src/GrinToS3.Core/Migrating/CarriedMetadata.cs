using System.IO.Compression;
using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Verifying;

namespace GrinToS3.Migrating;

/// <summary>The metadata that an object gets at the target: those that it has, or, where the source keeps none, what the run's file says (spec: storage-config 2.3).</summary>
/// <param name="source">The store that it comes from.</param>
/// <param name="columns">The run's file.</param>
/// <param name="zone">The zone of <c>acquisition_date</c>.</param>
internal sealed class CarriedMetadata(IObjectStore source, ProgressStore columns, TimeZoneInfo zone)
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>Gives them; null where the object has none.</summary>
    /// <param name="one">The object.</param>
    /// <param name="info">What the source says of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlyDictionary<string, string>?> OfAsync(SourceObject one, ObjectInfo info, CancellationToken cancellationToken)
    {
        if (info.Metadata.Count > 0)
        {
            return info.Metadata;
        }

        if (one.Kind is StoredKind.Manifest || one.Expected?.Row is not { } row || !Barcode.TryParse(row.Barcode, out var barcode, out _))
        {
            return null;
        }

        var stored = ToolTimestamp.TryParse(columns.FindValue(row.Barcode, BookColumn.SyncTimestamp), out var noted) ? noted : info.LastModified;
        var acquired = TimeZoneInfo.ConvertTime(stored, zone);
        if (one.Kind is StoredKind.Archive)
        {
            return ObjectMetadata.ForArchive(barcode, acquired, row.SourceETag);
        }

        var pages = await PagesAsync(one.Key, cancellationToken);
        var texts = ObjectMetadata.ForPageTexts(barcode, acquired, row.SourceETag, pages ?? 0);
        return pages is null ? texts.Where(static pair => pair.Key is not "page_count").ToDictionary(StringComparer.Ordinal) : texts;
    }

    /// <summary>The lines of page texts; null where they can't be unpacked: whether they are as they were stored is told by their digest.</summary>
    private async Task<int?> PagesAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await using var content = await source.ReadAsync(key, range: null, cancellationToken);
        if (content is null)
        {
            return null;
        }

        try
        {
            await using var unpacked = key.Key.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(content.Body, CompressionMode.Decompress) : content.Body;
            var (buffer, pages, last) = (new byte[ReadBytes], 0, (byte)'\n');
            for (int read; (read = await unpacked.ReadAsync(buffer, cancellationToken)) > 0; last = buffer[read - 1])
            {
                pages += buffer.AsSpan(0, read).Count((byte)'\n');
            }

            return last is (byte)'\n' ? pages : pages + 1;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
