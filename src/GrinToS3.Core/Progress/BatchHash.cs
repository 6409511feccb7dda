using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress;

/// <summary>The hash in a batch file's trailer.</summary>
internal static class BatchHash
{
    private const int ReadBytes = 128 * 1024;

    /// <summary>SHA-256 of a file's bytes up to a position.</summary>
    public static byte[] Of(SafeFileHandle file, long end)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            for (long at = 0; at < end;)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
                if (read == 0)
                {
                    break;
                }

                sha256.AppendData(buffer, 0, read);
                at += read;
            }

            return sha256.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
