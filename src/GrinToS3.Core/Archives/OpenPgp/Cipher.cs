using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>A symmetric cipher by its number in a message (RFC 9580, 9.3).</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">What people call it.</param>
/// <param name="KeyBytes">The length of its key.</param>
/// <param name="BlockBytes">The length of its block.</param>
/// <param name="Library">Makes the library's form, where the platform has none that is fast.</param>
internal sealed record Cipher(int Id, string Name, int KeyBytes, int BlockBytes, Func<IBlockCipher>? Library)
{
    private static readonly Cipher[] All =
    [
        new(1, "IDEA", 16, 8, static () => new IdeaEngine()),
        new(2, "3DES", 24, 8, static () => new DesEdeEngine()),
        new(3, "CAST5", 16, 8, static () => new Cast5Engine()),
        new(4, "Blowfish", 16, 8, static () => new BlowfishEngine()),
        new(7, "AES-128", 16, 16, null),
        new(8, "AES-192", 24, 16, null),
        new(9, "AES-256", 32, 16, null),
        new(10, "Twofish", 32, 16, static () => new TwofishEngine()),
        new(11, "Camellia-128", 16, 16, static () => new CamelliaEngine()),
        new(12, "Camellia-192", 24, 16, static () => new CamelliaEngine()),
        new(13, "Camellia-256", 32, 16, static () => new CamelliaEngine()),
    ];

    /// <summary>The longest block of any cipher.</summary>
    internal const int LongestBlock = 16;

    internal static Cipher? Find(int id) => Array.Find(All, cipher => cipher.Id == id);

    /// <summary>Encrypts blocks under a key.</summary>
    internal IBlockEncryptor Encryptor(byte[] key) =>
        Library is null ? new PlatformAes(key) : new LibraryCipher(Library(), key);
}
