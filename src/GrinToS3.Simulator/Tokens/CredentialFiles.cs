using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrinToS3.Simulator.Tokens;

/// <summary>Writes the files that a client finds its credentials in, readable by their owner only (spec: grin-protocol 3.2).</summary>
internal sealed class CredentialFiles(Account account, ServiceAccount serviceAccount, Uri authorizationEndpoint, Uri tokenEndpoint)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public Task WriteClientSecretAsync(string path, CancellationToken cancellationToken) => WriteAsync(
        path,
        new JsonObject
        {
            ["installed"] = new JsonObject
            {
                ["client_id"] = Account.ClientId,
                ["project_id"] = "simulated-library",
                ["auth_uri"] = authorizationEndpoint.AbsoluteUri,
                ["token_uri"] = tokenEndpoint.AbsoluteUri,
                ["client_secret"] = account.ClientSecret,
                ["redirect_uris"] = new JsonArray("http://localhost"),
            },
        },
        cancellationToken);

    public Task WriteCredentialsAsync(string path, string accessToken, CancellationToken cancellationToken) => WriteAsync(
        path,
        new JsonObject
        {
            ["token"] = accessToken,
            ["refresh_token"] = account.RefreshToken,
            ["token_uri"] = tokenEndpoint.AbsoluteUri,
            ["client_id"] = Account.ClientId,
            ["client_secret"] = account.ClientSecret,
            ["scopes"] = new JsonArray([.. Account.Scopes.Select(scope => (JsonNode)scope)]),
        },
        cancellationToken);

    public Task WriteServiceAccountKeyAsync(string path, CancellationToken cancellationToken) => WriteAsync(
        path,
        new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = "simulated-library",
            ["private_key_id"] = ServiceAccount.KeyId,
            ["private_key"] = serviceAccount.PrivateKeyPem,
            ["client_email"] = ServiceAccount.Email,
            ["client_id"] = "100000000000000000001",
            ["auth_uri"] = authorizationEndpoint.AbsoluteUri,
            ["token_uri"] = tokenEndpoint.AbsoluteUri,
        },
        cancellationToken);

    public static async Task WritePassphraseAsync(string path, string passphrase, CancellationToken cancellationToken)
    {
        await using var file = Create(path);
        await file.WriteAsync(Encoding.UTF8.GetBytes(passphrase + "\n"), cancellationToken);
    }

    private static async Task WriteAsync(string path, JsonObject content, CancellationToken cancellationToken)
    {
        await using var file = Create(path);
        await JsonSerializer.SerializeAsync(file, content, Indented, cancellationToken);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
