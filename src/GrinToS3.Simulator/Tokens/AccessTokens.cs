using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace GrinToS3.Simulator.Tokens;

/// <summary>
/// Issues access tokens and tells whether one is good. A token carries its own expiry and a seal, so none is remembered however many
/// are issued.
/// </summary>
internal sealed class AccessTokens(byte[] key, TimeSpan lifetime, TimeProvider time)
{
    private const string Prefix = "ya29.";
    private const int ContentLength = 2 * sizeof(long);
    private const int SealLength = 16;

    private long _issued;

    public TimeSpan Lifetime => lifetime;

    public string Issue()
    {
        Span<byte> token = stackalloc byte[ContentLength + SealLength];
        BinaryPrimitives.WriteInt64BigEndian(token, (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(token[sizeof(long)..], Interlocked.Increment(ref _issued));
        Seal(token[..ContentLength], token[ContentLength..]);
        return Prefix + Base64Url.EncodeToString(token);
    }

    public bool IsAccepted(ReadOnlySpan<char> text)
    {
        Span<byte> token = stackalloc byte[ContentLength + SealLength];
        if (!text.StartsWith(Prefix) || !Base64Url.IsValid(text[Prefix.Length..], out var length) || length != token.Length)
        {
            return false;
        }

        Base64Url.DecodeFromChars(text[Prefix.Length..], token);
        Span<byte> seal = stackalloc byte[SealLength];
        Seal(token[..ContentLength], seal);
        return CryptographicOperations.FixedTimeEquals(token[ContentLength..], seal)
            && time.GetUtcNow().ToUnixTimeMilliseconds() < BinaryPrimitives.ReadInt64BigEndian(token);
    }

    private void Seal(ReadOnlySpan<byte> content, Span<byte> seal)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, content, hash);
        hash[..seal.Length].CopyTo(seal);
    }
}
