using System.Text;
using GrinToS3.Simulator.Archives.Packing;

namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>A symmetrically encrypted message that is worked out while it is read, and of which only references are kept (RFC 4880, section 11.3).</summary>
internal sealed class EncryptedMessage
{
    private const int DigestLength = 20;

    // The date of the literal packet; 0 for none.
    private static readonly byte[] NoDate = new byte[4];

    // An old-format header without a length: the packet ends where the data ends. Then the algorithm, ZIP.
    private static readonly byte[] CompressedHeader = [0x80 | PacketTag.Compressed << 2 | 3, 1];

    private readonly MessageForm _form;

    /// <summary>Makes a message.</summary>
    /// <param name="form">How it is packed.</param>
    /// <param name="key">What it is encrypted with.</param>
    /// <param name="fileName">The name of the file in it, up to 255 bytes.</param>
    /// <param name="file">The file.</param>
    /// <param name="randomBlock">16 bytes that go before the data.</param>
    /// <param name="hasDigest">Whether it ends in a digest of its content.</param>
    public EncryptedMessage(MessageForm form, SessionKey key, string fileName, ByteRope file, ReadOnlySpan<byte> randomBlock, bool hasDigest)
    {
        (_form, Key, HasDigest) = (form, key, hasDigest);
        Plain.Add((byte[])[.. randomBlock, .. randomBlock[^2..]]);
        Plain.Add(Pack(fileName, file));
        if (hasDigest)
        {
            Plain.Add(new byte[] { 0xC0 | PacketTag.ModificationDetection, DigestLength });
        }

        DataLength = 1 + Plain.Length + (hasDigest ? DigestLength : 0);
        Length = key.Packet.Length + form.Data.Measure(PacketTag.IntegrityProtectedData, DataLength);
    }

    /// <summary>The bytes of the whole message.</summary>
    public long Length { get; }

    public SessionKey Key { get; }

    public bool HasDigest { get; }

    /// <summary>What is encrypted, without the digest of it at the end.</summary>
    public ByteRope Plain { get; } = new();

    /// <summary>The body of the encrypted packet: its version, and what is encrypted.</summary>
    public long DataLength { get; }

    /// <summary>The parts of the encrypted packet.</summary>
    public IEnumerable<PacketFrame> Frames => _form.Data.Split(PacketTag.IntegrityProtectedData, DataLength);

    private ByteRope Pack(string fileName, ByteRope file)
    {
        var name = Encoding.UTF8.GetBytes(fileName);
        var body = new ByteRope();
        body.Add((byte[])[(byte)'b', (byte)name.Length, .. name, .. NoDate]);
        body.Add(file);
        var literal = _form.Literal.Wrap(PacketTag.LiteralData, body);
        if (!_form.IsCompressed)
        {
            return literal;
        }

        var compressed = new ByteRope();
        compressed.Add(CompressedHeader);
        var blocks = new DeflateRope(compressed);
        foreach (var piece in literal.Pieces)
        {
            blocks.Store(piece);
        }

        blocks.Finish();
        return compressed;
    }
}
