using GrinToS3.Functions.Settings;
using GrinToS3.Grin.Auth;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Hosting;

/// <summary>
/// Puts secrets that came as settings where the core looks for credentials: into files of a private folder that ends with this process. Tokens that
/// are refreshed are kept there too; the refresh token that the vault holds stays good.
/// </summary>
internal sealed class SecretFiles : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly DirectoryInfo? _folder;

    public SecretFiles(IOptions<SecretSettings> settings)
    {
        var secrets = settings.Value;
        if (secrets.CredentialsDirectory is { Length: > 0 } directory)
        {
            _variables[CredentialsLocator.DirectoryVariable] = directory;
        }

        var files = new (string Name, string? Content)[]
        {
            ("service_account.json", secrets.ServiceAccountKey),
            ("client_secret.json", secrets.ClientSecret),
            ("credentials.json", secrets.Tokens),
            ("gpg_passphrase.asc", secrets.Passphrase),
        };
        var given = files.Where(static file => !string.IsNullOrEmpty(file.Content)).ToList();
        if (given.Count == 0)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("grin-secrets-");
        given.ForEach(file => Write(Path.Combine(_folder.FullName, file.Name), file.Content!));
        if (!string.IsNullOrEmpty(secrets.ServiceAccountKey))
        {
            _variables[CredentialsLocator.ServiceAccountVariable] = Path.Combine(_folder.FullName, "service_account.json");
        }

        if (given.Any(static file => file.Name is not "service_account.json"))
        {
            _variables[CredentialsLocator.DirectoryVariable] = _folder.FullName;
        }
    }

    /// <summary>The process's environment, with the places of these files in it.</summary>
    public string? Environment(string name) => _variables.GetValueOrDefault(name) ?? System.Environment.GetEnvironmentVariable(name);

    public void Dispose() => _folder?.Delete(recursive: true);

    private static void Write(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }
}
