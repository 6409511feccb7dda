using System.Security.Cryptography;

namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>AES in cipher feedback mode with an IV of zeros, as OpenPGP uses it (RFC 4880, section 13.9, without its resynchronization).</summary>
internal sealed class Cfb : IDisposable
{
    public const int BlockSize = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _transform;

    public Cfb(byte[] key)
    {
        (_aes.Mode, _aes.FeedbackSize, _aes.Padding) = (CipherMode.CFB, 8 * BlockSize, PaddingMode.None);
        _transform = _aes.CreateEncryptor(key, new byte[BlockSize]);
    }

    public static byte[] Encrypt(byte[] key, byte[] plain)
    {
        using var cfb = new Cfb(key);
        var buffer = new byte[(plain.Length + BlockSize - 1) / BlockSize * BlockSize];
        plain.CopyTo(buffer, 0);
        cfb.Encrypt(buffer, plain.Length);
        return buffer[..plain.Length];
    }

    /// <summary>Encrypts in place; all but the last call need whole blocks, and there has to be room for the last block's end.</summary>
    public void Encrypt(byte[] buffer, int length)
    {
        // The mode is a stream cipher: what is encrypted beyond the length is not used.
        var whole = (length + BlockSize - 1) / BlockSize * BlockSize;
        if (whole > 0)
        {
            _transform.TransformBlock(buffer, 0, whole, buffer, 0);
        }
    }

    public void Dispose()
    {
        _transform.Dispose();
        _aes.Dispose();
    }
}
