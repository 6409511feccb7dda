using System.Collections.Concurrent;
using System.Security.Cryptography;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>
/// The keys of one passphrase that archives are encrypted with: sixteen salts, each with its cipher, hash and count, so that a key is derived once
/// and not for every volume. Clients have to derive it every time.
/// </summary>
internal sealed class KeyRing(int seed, string passphrase)
{
    public const int Count = 16;

    private const byte ShortCount = 0x60;
    private const byte MiddleCount = 0x96;
    private const byte LongestCount = 0xFF;

    private readonly ConcurrentDictionary<int, Lazy<PassphraseKey>> _keys = [];

    public PassphraseKey this[int number] => _keys.GetOrAdd(number, n => new Lazy<PassphraseKey>(() => Derive(n))).Value;

    private PassphraseKey Derive(int number)
    {
        var salt = BitConverter.GetBytes(Dice.For(seed, number).Bits(Roll.ArchiveKey));
        var count = number switch { < 11 => ShortCount, < 14 => MiddleCount, _ => LongestCount };
        var hash = number % 3 == 0 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        return new PassphraseKey(passphrase, number % 4 == 3 ? 16 : 32, hash, count, salt);
    }
}
