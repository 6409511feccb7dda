using GrinToS3.Archives.OpenPgp;
using GrinToS3.Archives.Streams;
using GrinToS3.Testing.Archives;
using Org.BouncyCastle.Bcpg;

namespace GrinToS3.Archives;

/// <summary>Whatever happens to an archive on its way: it is never taken for verified, and the reason is named.</summary>
public sealed class MessageDamageTests
{
    private static readonly byte[] Archive = SampleVolume.Gzip(new TarBuilder()
        .Add("00000001.jp2", [.. Enumerable.Range(0, 200).Select(static i => (byte)(i * i))]).Add("00000001.txt", "Mosses of the northern fells\n"u8)
        .Add("checksum.md5", "4397e4cc9419b014932846133e5d5f8d  00000001.txt\n"u8).End());

    [Theory]
    [InlineData(null)]
    [InlineData(CompressionAlgorithmTag.Uncompressed)]
    [InlineData(CompressionAlgorithmTag.Zip)]
    [InlineData(CompressionAlgorithmTag.ZLib)]
    [InlineData(CompressionAlgorithmTag.BZip2)]
    public async Task RunAsync_VerifiesNothing_IfAnyByteIsFlipped(CompressionAlgorithmTag? compression)
    {
        var message = Message(compression);
        var kinds = await ForEachAsync(message.Length, at =>
        {
            var damaged = (byte[])message.Clone();
            damaged[at] ^= (byte)(1 << (at % 8));
            return damaged;
        });

        // Behind the first packets and the repeated bytes, the integrity check finds every flip.
        Assert.All(kinds[60..], static kind => Assert.Equal(ArchiveErrorKind.IntegrityFailed, kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CompressionAlgorithmTag.Uncompressed)]
    [InlineData(CompressionAlgorithmTag.Zip)]
    [InlineData(CompressionAlgorithmTag.ZLib)]
    [InlineData(CompressionAlgorithmTag.BZip2)]
    public async Task RunAsync_GivesCut_IfMessageEndsAnywhere(CompressionAlgorithmTag? compression)
    {
        var message = Message(compression);

        var kinds = await ForEachAsync(message.Length, at => message[..at]);

        Assert.All(kinds, static kind => Assert.Equal(ArchiveErrorKind.Cut, kind));
    }

    [Fact]
    public async Task RunAsync_VerifiesNothing_IfPartsOfAPipedMessageAreDamaged()
    {
        Assert.SkipWhen(Gpg.Missing is not null, Gpg.Missing ?? "");
        using var gpg = new Gpg();
        var message = gpg.Encrypt(new SampleVolume("39015000000001", seed: 2, pages: 3, imageBytes: 20_000).ToTarGz(), "--s2k-count", "65536");
        await ArchiveReading.VerifiedAsync(message);

        const int Places = 150;
        var step = message.Length / Places;
        var flips = await ForEachAsync(Places, at =>
        {
            var damaged = (byte[])message.Clone();
            damaged[at * step] ^= 0x10;
            return damaged;
        });
        var cuts = await ForEachAsync(Places, at => message[..(at * step)]);

        Assert.DoesNotContain(null, flips);
        Assert.All(cuts, static kind => Assert.Equal(ArchiveErrorKind.Cut, kind));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decrypt_GivesIntegrityFailed_IfTheChecksumIsForged(bool isCut)
    {
        // The whole encrypted packet with its length adapted: the structure is right, the content is not.
        var message = Message(null);
        var (before, content) = Split(message);
        content = isCut ? content[..^20] : [.. content, .. new byte[20]];

        var error = ArchiveReading.DecryptError([.. before, 0xD2, 0xFF, .. BigEndian(content.Length), .. content]);

        Assert.Equal(ArchiveErrorKind.IntegrityFailed, error.Kind);
        Assert.True(error.ShouldRetry);
    }

    [Fact]
    public void Decrypt_GivesIntegrityMissing_IfTheProtectedPacketIsRelabelled()
    {
        // The downgrade that made the MDC mandatory: the same bytes, called a packet without one.
        var message = Message(null);
        var (before, content) = Split(message);

        var error = ArchiveReading.DecryptError([.. before, 0xC9, 0xFF, .. BigEndian(content.Length - 1), .. content[1..]]);

        Assert.Equal(ArchiveErrorKind.IntegrityMissing, error.Kind);
    }

    [Fact]
    public void Decrypt_GivesIntegrityMissing_IfThereIsNone() =>
        Assert.Equal(ArchiveErrorKind.IntegrityMissing, ArchiveReading.DecryptError(SampleMessage.Encrypt(Archive, [Gpg.Passphrase], isProtected: false)).Kind);

    [Theory]
    [InlineData(SymmetricKeyAlgorithmTag.Aes256)]
    [InlineData(SymmetricKeyAlgorithmTag.Cast5)]
    public void Decrypt_GivesTheData_IfUnprotectedIsAllowed(SymmetricKeyAlgorithmTag cipher)
    {
        var message = SampleMessage.Encrypt(Archive, [Gpg.Passphrase], isProtected: false, cipher: cipher);

        Assert.Equal(Archive, ArchiveReading.Decrypt(message, allowUnprotected: true));
    }

    [Fact]
    public void Decrypt_TriesEachPassphrasePacket()
    {
        var message = SampleMessage.Encrypt(Archive, ["another", "a third", Gpg.Passphrase]);

        Assert.Equal(Archive, ArchiveReading.Decrypt(message));
        Assert.Equal(ArchiveErrorKind.WrongPassphrase, ArchiveReading.DecryptError(message, ArchiveKeys.FromPassphrase("none of them"u8)).Kind);
        Assert.Equal(ArchiveErrorKind.NoPassphrase, ArchiveReading.DecryptError(message, ArchiveKeys.FromPassphrase([])).Kind);
    }

    [Fact]
    public void Decrypt_GivesTheData_OfEverySizeAroundAWindow()
    {
        // One packet of these sizes fills the decryptor's windows to the last byte, more or less.
        foreach (var size in new[] { 65_536, 131_072, 196_608 }.SelectMany(static size => Enumerable.Range(size - 80, 100)))
        {
            var content = new byte[size];
            new Random(size).NextBytes(content);
            Assert.Equal(content, ArchiveReading.Decrypt(SampleMessage.Encrypt(content, [Gpg.Passphrase])));
            Assert.Equal(content, ArchiveReading.Decrypt(SampleMessage.Encrypt(content, [Gpg.Passphrase], isProtected: false), allowUnprotected: true));
        }
    }

    [Theory]
    [InlineData("3C68746D6C3E", ArchiveErrorKind.NotOpenPgp)]
    [InlineData("2D2D2D2D2D424547494E", ArchiveErrorKind.NotOpenPgp)]
    [InlineData("1F8B0800", ArchiveErrorKind.NotOpenPgp)]
    [InlineData("", ArchiveErrorKind.Cut)]
    [InlineData("CB0762000000000061", ArchiveErrorKind.Unsupported)]
    [InlineData("D20102", ArchiveErrorKind.Unsupported)]
    [InlineData("D40101", ArchiveErrorKind.Unsupported)]
    [InlineData("D20101", ArchiveErrorKind.Damaged)]
    [InlineData("CD03616263", ArchiveErrorKind.Damaged)]
    [InlineData("D2140100112233445566778899AABBCCDDEEFF01020304", ArchiveErrorKind.Unsupported)]
    [InlineData("C30406090002", ArchiveErrorKind.Cut)]
    public void Decrypt_NamesTheReason_IfItIsNoMessageThatCanBeRead(string hex, ArchiveErrorKind expected) =>
        Assert.Equal(expected, ArchiveReading.DecryptError(Convert.FromHexString(hex)).Kind);

    [Fact]
    public async Task RunAsync_GivesDamaged_IfSomethingFollowsTheMessage()
    {
        var message = Message(null);

        Assert.Equal(ArchiveErrorKind.Damaged, (await ArchiveReading.PassAsync([.. message, .. message])).Error?.Kind);
        Assert.Equal(ArchiveErrorKind.Damaged, (await ArchiveReading.PassAsync([.. message, 0])).Error?.Kind);
    }

    [Fact]
    public async Task RunAsync_GivesCut_IfTheByteCountIsNotTheOneAnnounced()
    {
        var message = Message(null);

        Assert.Equal(ArchiveErrorKind.Cut, (await ArchiveReading.PassAsync(message, new ArchivePassOptions { EncryptedBytes = message.Length + 1 })).Error?.Kind);
        Assert.True((await ArchiveReading.PassAsync(message, new ArchivePassOptions { EncryptedBytes = message.Length })).IsSuccess);
    }

    private static byte[] Message(CompressionAlgorithmTag? compression) => SampleMessage.Encrypt(Archive, [Gpg.Passphrase], compression: compression);

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    /// <summary>The first packet, and the content of the encrypted one behind it.</summary>
    private static (byte[] Before, byte[] Content) Split(byte[] message)
    {
        var source = new ByteSource(new MemoryStream(message));
        var packets = new PacketReader(source, static where => new ArchiveException(ArchiveErrorKind.Cut, where));
        packets.Next()!.ReadAll(100);
        var end = (int)source.Position;
        packets.Next();
        return (message[..end], message[(int)source.Position..]);
    }

    /// <summary>The kind of error of each damaged message; null where one was verified.</summary>
    private static async Task<ArchiveErrorKind?[]> ForEachAsync(int count, Func<int, byte[]> damage)
    {
        var kinds = new ArchiveErrorKind?[count];
        for (var at = 0; at < count; at++)
        {
            var result = await ArchiveReading.PassAsync(damage(at));
            Assert.False(result.IsSuccess, $"byte {at}");
            Assert.DoesNotContain('\n', result.Error!.Message);
            kinds[at] = result.Error.Kind;
        }

        return kinds;
    }
}
