namespace GrinToS3.Runs;

/// <summary>The folders of credential files (spec: storage-config 4), and the environment that names them.</summary>
/// <param name="environment">Gives environment variables.</param>
/// <param name="secretsDirectory">The folder that the run names for its secrets, if any.</param>
public sealed class CredentialFolders(Func<string, string?> environment, string? secretsDirectory = null)
{
    /// <summary>The folder of all credential files; default <c>~/.config/grin-transfer</c>.</summary>
    public const string DirectoryVariable = "GRIN_CREDENTIALS_DIR";

    /// <summary>The person's own folder.</summary>
    public string Home => this["HOME"] ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The folder that is used where nothing names another.</summary>
    public string Default => Path.Combine(Home, ".config", "grin-transfer");

    /// <summary>The folder that the environment names, else the default.</summary>
    public string Named => this[DirectoryVariable] ?? Default;

    /// <summary>The folders beside <see cref="Named"/> that are searched after it.</summary>
    public IReadOnlyList<string> Others => secretsDirectory is null ? [Default] : [secretsDirectory, Default];

    /// <summary>An environment variable; null where it is missing or empty.</summary>
    /// <param name="variable">Its name.</param>
    public string? this[string variable] => environment(variable) is { Length: > 0 } value ? value : null;

    /// <summary>Where a file may lie, in the order of searching.</summary>
    /// <param name="file">Its name.</param>
    public IEnumerable<string> Candidates(string file) => Others.Prepend(Named).Distinct(StringComparer.Ordinal).Select(folder => Path.Combine(folder, file));
}
