namespace GrinToS3.Functions.Settings;

/// <summary>
/// The app's settings <c>Grin__*</c> that are secrets: each the content of a credential file, given as a Key Vault reference. Where none is given, files
/// are looked for as the command line does (spec: grin-protocol 3.3).
/// </summary>
public sealed class SecretSettings
{
    /// <summary>A folder of credential files, instead of <c>GRIN_CREDENTIALS_DIR</c>.</summary>
    public string? CredentialsDirectory { get; set; }

    /// <summary>A service account's key, JSON.</summary>
    public string? ServiceAccountKey { get; set; }

    /// <summary>The OAuth client, JSON: <c>client_secret.json</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A person's tokens, JSON: <c>credentials.json</c>.</summary>
    public string? Tokens { get; set; }

    /// <summary>The passphrase of archives: the first line of <c>gpg_passphrase.asc</c>.</summary>
    public string? Passphrase { get; set; }
}
