using System.Globalization;
using GrinToS3.Grin;

namespace GrinToS3.Objects;

/// <summary>The metadata that objects carry where the store keeps any (spec: storage-config 2.3).</summary>
public static class ObjectMetadata
{
    /// <summary>The key of GRIN's tag of the encrypted archive, without quotes: skip decisions of both tools go by it.</summary>
    public const string EncryptedETag = "encrypted_etag";

    /// <summary>The metadata of a decrypted archive.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="acquired">When it came, in the zone that the text shall show.</param>
    /// <param name="encryptedETag">GRIN's tag of the encrypted archive, without quotes; null where GRIN gave none.</param>
    public static IReadOnlyDictionary<string, string> ForArchive(Barcode barcode, DateTimeOffset acquired, string? encryptedETag) =>
        Build(barcode, acquired, encryptedETag, "original_filename", $"{barcode}.tar.gz.gpg");

    /// <summary>The metadata of page texts; our <c>encrypted_etag</c> tells of which version of the archive they are.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="acquired">When it came, in the zone that the text shall show.</param>
    /// <param name="encryptedETag">GRIN's tag of the encrypted archive, without quotes; null where GRIN gave none.</param>
    /// <param name="pages">Lines of the file.</param>
    public static IReadOnlyDictionary<string, string> ForPageTexts(Barcode barcode, DateTimeOffset acquired, string? encryptedETag, int pages) =>
        Build(barcode, acquired, encryptedETag, "page_count", pages.ToString(CultureInfo.InvariantCulture));

    private static SortedDictionary<string, string> Build(Barcode barcode, DateTimeOffset acquired, string? encryptedETag, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(barcode);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["barcode"] = barcode.Value,
            ["acquisition_date"] = acquired.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            [key] = value,
        };
        if (encryptedETag is not null)
        {
            metadata[EncryptedETag] = encryptedETag.Trim('"');
        }

        return metadata;
    }
}
