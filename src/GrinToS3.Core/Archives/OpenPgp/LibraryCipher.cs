using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>A cipher that the platform lacks: correct, and some ten times slower than AES.</summary>
internal sealed class LibraryCipher : IBlockEncryptor
{
    private readonly IBlockCipher _cipher;

    internal LibraryCipher(IBlockCipher cipher, byte[] key)
    {
        _cipher = cipher;
        cipher.Init(forEncryption: true, new KeyParameter(key));
    }

    public int BlockBytes => _cipher.GetBlockSize();

    public void Encrypt(byte[] blocks, int length, byte[] encrypted)
    {
        for (var at = 0; at < length; at += BlockBytes)
        {
            _cipher.ProcessBlock(blocks, at, encrypted, at);
        }
    }

    public void Dispose()
    {
    }
}
