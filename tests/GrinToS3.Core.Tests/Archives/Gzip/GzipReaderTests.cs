using System.IO.Compression;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives.Gzip;

public sealed class GzipReaderTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 500).Select(static i => (byte)(i * 2_654_435_761 >> 16)), .. Enumerable.Range(0, 4000).Select(static i => (byte)(i * i >> 9))];

    private static readonly byte[] Empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Read_GivesNothing_IfNothingIsCompressed()
    {
        Assert.Empty(Gunzip(Empty));
        Assert.Equal(ArchiveErrorKind.GzipDamaged, Error(Empty[..^2]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300_000)]
    public void Read_GivesTheContent_OfAnySize(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content.AsSpan(0, size / 2));

        Assert.Equal(content, Gunzip(SampleVolume.Gzip(content)));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Read_GivesGzipDamaged_IfCutAnywhere(CompressionLevel level)
    {
        var gz = Gzip(Content, level);
        Assert.Equal(Content, Gunzip(gz));
        for (var length = 0; length < gz.Length; length++)
        {
            Assert.Equal(ArchiveErrorKind.GzipDamaged, Error(gz[..length]));
        }
    }

    [Fact]
    public void Read_GivesAnErrorOrTheContent_IfAnyByteIsFlipped()
    {
        var gz = Gzip(Content, CompressionLevel.Optimal);
        var unnoticed = 0;
        for (var at = 0; at < gz.Length; at++)
        {
            var damaged = (byte[])gz.Clone();
            damaged[at] ^= (byte)(1 << (at % 8));
            // A few bits mean nothing: time, level and system, and what fills up a byte.
            var (plain, error) = TryGunzip(damaged);
            Assert.True(error is ArchiveErrorKind.GzipDamaged || Content.AsSpan().SequenceEqual(plain), $"byte {at}");
            unnoticed += error is null ? 1 : 0;
        }

        Assert.InRange(unnoticed, 6, 20);
    }

    [Fact]
    public void Read_GivesAllMembers_AndLetsZerosFollow()
    {
        byte[] gz = [.. SampleVolume.Gzip(Content), .. Empty, .. SampleVolume.Gzip([1, 2, 3])];

        Assert.Equal([.. Content, 1, 2, 3], Gunzip(gz));
        Assert.Equal([.. Content, 1, 2, 3], Gunzip([.. gz, .. new byte[100_000]]));
        Assert.Equal(ArchiveErrorKind.GzipDamaged, Error([.. gz, 0x1F]));
        Assert.Equal(ArchiveErrorKind.GzipDamaged, Error([.. gz, 0, 0, .. "trailing"u8]));
    }

    [Fact]
    public void Read_SkipsEveryFieldOfTheHeader()
    {
        var gz = SampleVolume.Gzip(Content);
        byte[] full = [0x1F, 0x8B, 8, 0x1F, 1, 2, 3, 4, 0, 3, 5, 0, .. "extra"u8, .. "name.tar\0"u8, .. "comment\0"u8, 0xAA, 0xBB, .. gz[10..]];

        Assert.Equal(Content, Gunzip(full));
        for (var length = 1; length < full.Length - gz.Length + 10; length++)
        {
            Assert.Equal(ArchiveErrorKind.GzipDamaged, Error(full[..length]));
        }

        full[3] |= 0x40;
        Assert.Equal(ArchiveErrorKind.GzipDamaged, Error(full));
    }

    private static byte[] Gzip(byte[] content, CompressionLevel level)
    {
        using var gz = new MemoryStream();
        using (var stream = new GZipStream(gz, level, leaveOpen: true))
        {
            stream.Write(content);
        }

        return gz.ToArray();
    }

    private static byte[] Gunzip(byte[] gz)
    {
        using var reader = new GzipReader(new MemoryStream(gz));
        return ArchiveReading.ReadAll(reader);
    }

    private static (byte[]? Plain, ArchiveErrorKind? Error) TryGunzip(byte[] gz)
    {
        try
        {
            return (Gunzip(gz), null);
        }
        catch (ArchiveException failure)
        {
            return (null, failure.Error.Kind);
        }
    }

    private static ArchiveErrorKind Error(byte[] gz) => Assert.Throws<ArchiveException>(() => Gunzip(gz)).Error.Kind;
}
