using System.Security.Cryptography;
using GrinToS3.Simulator.Archives.Content;
using GrinToS3.Simulator.Archives.OpenPgp;
using GrinToS3.Simulator.Archives.Packing;

namespace GrinToS3.Simulator.Archives;

/// <summary>The archive of a volume as GRIN serves it, and what has to be found in it. The same seed, volume and conversion give the same bytes.</summary>
public sealed class SimulatedArchive
{
    private readonly VolumeContent _content;
    private readonly ByteRope _file;
    private readonly EncryptedMessage _message;

    internal SimulatedArchive(string barcode, string etag, PageSet pages, ExpectedMarc marc, VolumeContent content, ByteRope file, EncryptedMessage message)
    {
        (Barcode, ETag, Pages, Marc) = (barcode, etag, pages.Texts, marc);
        (_content, _file, _message) = (content, file, message);
    }

    /// <summary>The volume.</summary>
    public string Barcode { get; }

    /// <summary>The ETag without its quotes; every conversion gives another one.</summary>
    public string ETag { get; }

    /// <summary>The bytes of the encrypted archive.</summary>
    public long Length => _message.Length;

    /// <summary>The bytes of the tar.gz in it.</summary>
    public long DecryptedLength => _file.Length;

    /// <summary>The SHA-256 of the tar.gz, in lower-case hexadecimal; worked out when asked for.</summary>
    public string DecryptedSha256 => _file.Digest(HashAlgorithmName.SHA256);

    /// <summary>The text of each page as a reader has to understand it (spec: storage-config 9.1): line n of the JSONL is page n.</summary>
    public IReadOnlyList<string> Pages { get; }

    /// <summary>What the MARC record says.</summary>
    public ExpectedMarc Marc { get; }

    /// <summary>The files in it, in their order.</summary>
    public IReadOnlyList<SimulatedMember> Members =>
        [.. _content.Members.Select(member => new SimulatedMember(member.Name, member.Blob.Bytes.Length, member.Blob.Md5))];

    /// <summary>The encrypted archive; can be read once, from any offset on.</summary>
    public Stream OpenRead() => OpenRead(corruptByte: null);

    /// <summary>Writes the tar.gz.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    public async Task WriteDecryptedAsync(Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach (var piece in _file.Pieces)
        {
            await output.WriteAsync(piece, cancellationToken);
        }
    }

    internal Stream OpenRead(long? corruptByte) => new MessageStream(_message, corruptByte < 0 ? Length + corruptByte : corruptByte);
}
