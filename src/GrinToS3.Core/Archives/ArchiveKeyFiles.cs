using GrinToS3.Runs;

namespace GrinToS3.Archives;

/// <summary>Finds the files of <see cref="ArchiveKeys"/> (spec: storage-config 4). Other than for tokens, a folder that the run names is the last one searched.</summary>
/// <param name="environment">Gives environment variables.</param>
/// <param name="secretsDirectory">The folder that the run names for its secrets, if any.</param>
public sealed class ArchiveKeyFiles(Func<string, string?> environment, string? secretsDirectory = null)
{
    /// <summary>The name of the passphrase file.</summary>
    public const string PassphraseFile = "gpg_passphrase.asc";

    /// <summary>The name of the file with private keys.</summary>
    public const string PrivateKeyFile = "gpg_private_key.asc";

    private readonly CredentialFolders _folders = new(environment, secretsDirectory);

    /// <summary>The passphrase file: the named one, else the first that exists, else the place where it belongs.</summary>
    /// <param name="named">A path that a person named.</param>
    public string PassphrasePath(string? named = null) =>
        named ?? Candidates(PassphraseFile).FirstOrDefault(File.Exists) ?? Path.Combine(secretsDirectory ?? _folders.Named, PassphraseFile);

    /// <summary>The file with private keys for archives that are encrypted for a public key, in the same places.</summary>
    /// <param name="named">A path that a person named.</param>
    /// <returns>Its path, or null where there is none.</returns>
    public string? PrivateKeyPath(string? named = null) => named ?? Candidates(PrivateKeyFile).FirstOrDefault(File.Exists);

    private IEnumerable<string> Candidates(string name)
    {
        var config = Path.GetDirectoryName(_folders.Default)!;
        var home = Path.GetDirectoryName(config)!;
        string[] others = secretsDirectory is null ? [_folders.Default, home, Path.Combine(home, ".grin"), config] : [secretsDirectory];
        return others.Prepend(_folders.Named).Select(folder => Path.Combine(folder, name));
    }
}
