using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>A private key, unlocked.</summary>
/// <param name="KeyId">Its number in messages.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="Key">The key.</param>
internal sealed record PrivateKey(long KeyId, byte[] Fingerprint, PgpPrivateKey Key)
{
    /// <summary>Reads all keys of an exported file (<c>gpg --export-secret-keys</c>, armored or not) and unlocks those that can decrypt.</summary>
    /// <exception cref="PgpException">The file is none, or the passphrase is wrong.</exception>
    internal static IReadOnlyList<PrivateKey> Read(Stream file, byte[] passphrase)
    {
        using var decoded = PgpUtilities.GetDecoderStream(file);
        var bundle = new PgpSecretKeyRingBundle(decoded);
        return [.. bundle.GetKeyRings().SelectMany(static ring => ring.GetSecretKeys())
            .Where(static key => CanDecrypt(key.PublicKey.Algorithm) && !key.IsPrivateKeyEmpty)
            .Select(key => new PrivateKey(key.KeyId, key.GetFingerprint(), key.ExtractPrivateKeyRaw(passphrase)))];
    }

    private static bool CanDecrypt(PublicKeyAlgorithmTag algorithm) => algorithm
        is PublicKeyAlgorithmTag.RsaGeneral or PublicKeyAlgorithmTag.RsaEncrypt or PublicKeyAlgorithmTag.ECDH;
}
