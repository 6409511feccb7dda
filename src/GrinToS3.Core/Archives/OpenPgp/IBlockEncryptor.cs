namespace GrinToS3.Archives.OpenPgp;

/// <summary>Encrypts whole blocks, each for itself (ECB): what feedback modes are made of.</summary>
internal interface IBlockEncryptor : IDisposable
{
    int BlockBytes { get; }

    /// <summary>Encrypts the first bytes of an array into another one.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="length">How many bytes; a multiple of the block.</param>
    /// <param name="encrypted">Where to; not the same array.</param>
    void Encrypt(byte[] blocks, int length, byte[] encrypted);
}
