using GrinToS3.Runs;

namespace GrinToS3.Grin.Auth;

/// <summary>
/// Finds the credential files (spec: grin-protocol 3.3). A service account's key is recognised by its content wherever the
/// OAuth client or the tokens are looked for, and goes before tokens: nobody puts one there by chance, while a token file stays behind.
/// </summary>
/// <param name="environment">Gives environment variables.</param>
/// <param name="secretsDirectory">The folder that the run names for its secrets, if any; it has no effect on the token file.</param>
public sealed class CredentialsLocator(Func<string, string?> environment, string? secretsDirectory = null)
{
    /// <summary>The folder of all credential files; default <c>~/.config/grin-transfer</c>.</summary>
    public const string DirectoryVariable = CredentialFolders.DirectoryVariable;

    /// <summary>The folder of the token file where the other one is read-only, as in containers.</summary>
    public const string WritableDirectoryVariable = "GRIN_WRITABLE_CREDENTIALS_DIR";

    /// <summary>The path of a service account's key file; it is used before anything else.</summary>
    public const string ServiceAccountVariable = "GRIN_SERVICE_ACCOUNT_KEY";

    private const string ClientFile = "client_secret.json";
    private const string OtherClientFile = "secrets.json";
    private const string TokensFile = "credentials.json";

    private readonly CredentialFolders _folders = new(environment, secretsDirectory);

    /// <summary>Looks in this process's environment.</summary>
    /// <param name="secretsDirectory">The folder that the run names for its secrets, if any.</param>
    public static CredentialsLocator ForProcess(string? secretsDirectory = null) =>
        new(Environment.GetEnvironmentVariable, secretsDirectory);

    /// <summary>The OAuth client's file: the named one, else the first that exists, else the default place.</summary>
    /// <param name="named">A path that a person named.</param>
    public string ClientSecretPath(string? named = null) =>
        named ?? ClientCandidates().FirstOrDefault(File.Exists) ?? Path.Combine(_folders.Default, ClientFile);

    /// <summary>The token file, whether it exists or not.</summary>
    /// <param name="named">A path that a person named.</param>
    public string TokenFilePath(string? named = null) => named
        ?? Path.Combine(_folders[WritableDirectoryVariable] ?? _folders.Named, TokensFile);

    /// <summary>The service account's key file: the one of <see cref="ServiceAccountVariable"/>, else a token or client file that is one.</summary>
    /// <returns>Its path, or null where a person's tokens are to be used.</returns>
    public string? ServiceAccountKeyPath() => _folders[ServiceAccountVariable]
        ?? ClientCandidates().Prepend(TokenFilePath()).FirstOrDefault(ServiceAccountKey.IsOne);

    private IEnumerable<string> ClientCandidates()
    {
        yield return Path.Combine(_folders.Named, ClientFile);
        foreach (var folder in _folders.Others)
        {
            yield return Path.Combine(folder, ClientFile);
            yield return Path.Combine(folder, OtherClientFile);
        }
    }
}
