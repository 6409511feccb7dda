namespace GrinToS3.Archives.OpenPgp;

/// <summary>A key that may be the one that a message's data is encrypted with.</summary>
/// <param name="Cipher">Its cipher.</param>
/// <param name="Key">Its bytes.</param>
internal sealed record SessionKey(Cipher Cipher, byte[] Key);
