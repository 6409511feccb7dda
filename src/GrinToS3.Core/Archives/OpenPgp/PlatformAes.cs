using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>AES on the processor's own instructions.</summary>
[SuppressMessage("Security", "CA5358:Review cipher mode usage", Justification = "ECB of known blocks is the inside of CFB; nothing is encrypted with it.")]
internal sealed class PlatformAes : IBlockEncryptor
{
    private readonly ICryptoTransform _transform;

    internal PlatformAes(byte[] key)
    {
        using var aes = Aes.Create();
        (aes.Mode, aes.Padding, aes.Key) = (CipherMode.ECB, PaddingMode.None, key);
        _transform = aes.CreateEncryptor();
    }

    public int BlockBytes => 16;

    public void Encrypt(byte[] blocks, int length, byte[] encrypted) => _transform.TransformBlock(blocks, 0, length, encrypted, 0);

    public void Dispose() => _transform.Dispose();
}
