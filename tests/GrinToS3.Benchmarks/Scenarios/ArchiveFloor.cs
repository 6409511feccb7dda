using System.IO.Compression;
using System.Security.Cryptography;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// What the platform's own functions cost on the bytes of an archive, one after the other on one thread: AES-256-CFB and SHA-1 of the message, SHA-256 of the
/// archive, inflating it, MD5 of what is in it. No parsing, no copying on, no key derivation.
/// </summary>
internal static class ArchiveFloor
{
    private const int Piece = 128 * 1024;

    internal static void Run(string archive)
    {
        Decrypt(archive);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var inflated = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        var buffer = new byte[Piece];
        while (inflated.Read(buffer) is var read and > 0)
        {
            md5.AppendData(buffer, 0, read);
        }

        md5.GetHashAndReset();
    }

    private static void Decrypt(string archive)
    {
        using var aes = Aes.Create();
        (aes.Mode, aes.FeedbackSize, aes.Padding) = (CipherMode.CFB, 128, PaddingMode.None);
        using var decryptor = aes.CreateDecryptor(new byte[32], new byte[16]);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenRead(archive);
        var (buffer, plain) = (new byte[Piece], new byte[Piece]);
        while (file.ReadAtLeast(buffer, Piece, throwOnEndOfStream: false) is var read and > 0)
        {
            // The last piece is cut to whole blocks.
            decryptor.TransformBlock(buffer, 0, read / 16 * 16, plain, 0);
            sha1.AppendData(plain, 0, read);
            sha256.AppendData(plain, 0, read);
        }

        sha1.GetHashAndReset();
        sha256.GetHashAndReset();
    }
}
