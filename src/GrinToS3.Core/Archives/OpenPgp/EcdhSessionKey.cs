using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>Opens a session key that was wrapped for an elliptic curve's key (RFC 9580, 11.5), cv25519 among them.</summary>
internal static class EcdhSessionKey
{
    private static readonly byte[] AnonymousSender = "Anonymous Sender    "u8.ToArray();

    internal static byte[]? Decrypt(PrivateKey key, byte[] encrypted)
    {
        if (PublicKeySessionKey.ReadMultiprecision(encrypted, out var length) is not { } point
            || key.Key.PublicKeyPacket.Key is not ECDHPublicBcpgKey parameters
            || encrypted.Length < length + 1 || encrypted.Length - length - 1 < encrypted[length])
        {
            return null;
        }

        var wrapped = encrypted.AsSpan(length + 1, encrypted[length]).ToArray();
        var wrapper = new AesWrapEngine();
        if (Cipher.Find((int)parameters.SymmetricKeyAlgorithm) is not { Library: null } cipher)
        {
            return null;
        }

        wrapper.Init(forWrapping: false, new KeyParameter(Derive(key, parameters, Agree(key.Key.Key, point), cipher.KeyBytes)));
        var padded = wrapper.Unwrap(wrapped, 0, wrapped.Length);
        var padding = padded[^1];
        return padding <= padded.Length && padded.AsSpan(padded.Length - padding).IndexOfAnyExcept(padding) < 0 ? padded[..^padding] : null;
    }

    /// <summary>The secret that both sides can compute.</summary>
    private static byte[] Agree(AsymmetricKeyParameter key, byte[] point)
    {
        if (key is X25519PrivateKeyParameters x25519)
        {
            // The point's first byte says that it is one of this curve's own form.
            var secret = new byte[X25519PrivateKeyParameters.SecretSize];
            x25519.GenerateSecret(new X25519PublicKeyParameters(point, 1), secret, 0);
            return secret;
        }

        var curve = ((ECPrivateKeyParameters)key).Parameters;
        var agreement = new ECDHBasicAgreement();
        agreement.Init(key);
        var number = agreement.CalculateAgreement(new ECPublicKeyParameters(curve.Curve.DecodePoint(point), curve));
        return Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(agreement.GetFieldSize(), number);
    }

    private static byte[] Derive(PrivateKey key, ECDHPublicBcpgKey parameters, byte[] secret, int keyBytes)
    {
        var digest = DigestUtilities.GetDigest(PgpUtilities.GetDigestName(parameters.HashAlgorithm));
        var oid = parameters.CurveOid.GetEncoded();
        byte[] input =
        [
            0, 0, 0, 1, .. secret, .. oid.AsSpan(1), (byte)PublicKeyAlgorithmTag.ECDH,
            3, 1, (byte)parameters.HashAlgorithm, (byte)parameters.SymmetricKeyAlgorithm, .. AnonymousSender, .. key.Fingerprint,
        ];
        digest.BlockUpdate(input, 0, input.Length);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result, 0);
        return result[..keyBytes];
    }
}
