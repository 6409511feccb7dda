using GrinToS3.Archives.OpenPgp;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace GrinToS3.Archives;

/// <summary>What opens archives: the passphrase that Google gave the library, and private keys where there are any (spec: storage-config 8).</summary>
public sealed class ArchiveKeys
{
    private const int LargestPassphraseFile = 64 * 1024;
    private readonly byte[] _passphrase;

    private ArchiveKeys(byte[] passphrase, IReadOnlyList<PrivateKey> privateKeys) => (_passphrase, PrivateKeys) = (passphrase, privateKeys);

    internal ReadOnlySpan<byte> Passphrase => _passphrase;

    internal IReadOnlyList<PrivateKey> PrivateKeys { get; }

    /// <summary>A passphrase as bytes, without any trimming.</summary>
    /// <param name="passphrase">The bytes, as gpg would get them.</param>
    public static ArchiveKeys FromPassphrase(ReadOnlySpan<byte> passphrase) => new(passphrase.ToArray(), []);

    /// <summary>Reads the files, once for a run; unlocking a private key can take a second.</summary>
    /// <param name="passphrasePath">
    /// The passphrase file: its first line counts, without the line end and with all blanks, as gpg reads it. It may be missing where there is a private key.
    /// </param>
    /// <param name="privateKeyPath">An export of private keys, armored or not, that the passphrase unlocks; null where there is none.</param>
    /// <returns>The keys, or an error of kind <see cref="ArchiveErrorKind.NoPassphrase"/>, <see cref="ArchiveErrorKind.NoPrivateKey"/> or
    /// <see cref="ArchiveErrorKind.WrongPassphrase"/>. No message has anything of the files' content.</returns>
    public static ArchiveResult<ArchiveKeys> Read(string passphrasePath, string? privateKeyPath = null)
    {
        ArgumentNullException.ThrowIfNull(passphrasePath);
        byte[] passphrase = [];
        if (privateKeyPath is null || File.Exists(passphrasePath))
        {
            if (ReadPassphrase(passphrasePath, out passphrase) is { } problem)
            {
                return new ArchiveError(ArchiveErrorKind.NoPassphrase, problem);
            }
        }

        return privateKeyPath is null ? new ArchiveKeys(passphrase, []) : ReadPrivateKeys(privateKeyPath, passphrase);
    }

    private static string? ReadPassphrase(string path, out byte[] passphrase)
    {
        passphrase = [];
        try
        {
            using var file = File.OpenRead(path);
            var content = new byte[LargestPassphraseFile + 1];
            var read = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            var line = content.AsSpan(0, read);
            passphrase = (line.IndexOf((byte)'\n') is >= 0 and var end ? line[..end] : line).TrimEnd((byte)'\r').ToArray();
            return read > LargestPassphraseFile ? $"{path} has more than {LargestPassphraseFile / 1024} KiB; it is no passphrase file"
                : passphrase.Length == 0 ? $"the first line of {path} is empty; it must be the passphrase that GRIN shows"
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException
                ? $"there is no passphrase file {path}; save in it the passphrase that GRIN shows"
                : $"{path} cannot be read ({failure.GetType().Name}); check its owner and permissions";
        }
    }

    private static ArchiveResult<ArchiveKeys> ReadPrivateKeys(string path, byte[] passphrase)
    {
        try
        {
            using var file = File.OpenRead(path);
            var keys = PrivateKey.Read(file, passphrase);
            return keys.Count > 0 ? new ArchiveKeys(passphrase, keys)
                : new ArchiveError(ArchiveErrorKind.NoPrivateKey, $"{path} has no private key that decrypts (RSA or elliptic curve)");
        }
        catch (PgpException)
        {
            return new ArchiveError(ArchiveErrorKind.WrongPassphrase, $"the passphrase does not unlock the private key in {path}");
        }
        catch (Exception failure)
        {
            // A file that can't be opened, or whatever the library throws at what is no key.
            return new ArchiveError(ArchiveErrorKind.NoPrivateKey, $"{path} cannot be read as a private key ({failure.GetType().Name}); export it with gpg --export-secret-keys");
        }
    }
}
