using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrinToS3.Archives;

/// <summary>
/// What is known of a stored volume, kept beside it so that it can be verified later without GRIN and without unpacking. As JSON: UTF-8, indented, names in
/// snake case, no value where there is none.
/// </summary>
public sealed record VolumeManifest
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The form of the manifest; 1 is the only one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The volume.</summary>
    public required string Barcode { get; init; }

    /// <summary>The ETag of the encrypted archive in GRIN, without quotes.</summary>
    public required string EncryptedEtag { get; init; }

    /// <summary>Bytes of the encrypted archive.</summary>
    public required long EncryptedBytes { get; init; }

    /// <summary>Bytes of the stored archive.</summary>
    public required long ArchiveBytes { get; init; }

    /// <summary>SHA-256 of the stored archive, 64 lower-case hexadecimal digits.</summary>
    public required string ArchiveSha256 { get; init; }

    /// <summary>Bytes of the tar archive in it.</summary>
    public required long UnpackedBytes { get; init; }

    /// <summary>How the archive was encrypted.</summary>
    public required string Protection { get; init; }

    /// <summary>Members that <c>checksum.md5</c> confirmed.</summary>
    public required int ChecksumsVerified { get; init; }

    /// <summary>Pages of the text, gaps included; absent where no text was taken.</summary>
    public int? PageCount { get; init; }

    /// <summary>Pages with text on them.</summary>
    public int? NonEmptyPages { get; init; }

    /// <summary>Characters (code points) of all pages.</summary>
    public long? Characters { get; init; }

    /// <summary>Field 008 of the MARC record as it stands.</summary>
    public string? Marc008 { get; init; }

    /// <summary>The files in the archive, in its order.</summary>
    public required IReadOnlyList<ArchiveMember> Members { get; init; }

    /// <summary>The manifest of a verified archive.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="encryptedEtag">The ETag of its encrypted archive, without quotes.</param>
    /// <param name="contents">What the pass found.</param>
    public static VolumeManifest From(string barcode, string encryptedEtag, ArchiveContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return new VolumeManifest
        {
            Barcode = barcode,
            EncryptedEtag = encryptedEtag,
            EncryptedBytes = contents.EncryptedBytes,
            ArchiveBytes = contents.ArchiveBytes,
            ArchiveSha256 = contents.Sha256,
            UnpackedBytes = contents.UnpackedBytes,
            Protection = contents.Protection,
            ChecksumsVerified = contents.Checksums.Verified,
            PageCount = contents.Text?.Pages,
            NonEmptyPages = contents.Text?.NonEmptyPages,
            Characters = contents.Text?.Characters,
            Marc008 = contents.Marc?.Control("008"),
            Members = contents.Members,
        };
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static VolumeManifest Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<VolumeManifest>(utf8, Json) ?? throw new JsonException("a volume's manifest is an object, not null");

    /// <summary>The manifest as JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
