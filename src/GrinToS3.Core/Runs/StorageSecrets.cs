using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GrinToS3.Runs;

/// <summary>
/// A file of keys, such as <c>r2_credentials.json</c> (spec: storage-config 4): <c>access_key</c>, <c>secret_key</c>, and where the provider has
/// them <c>session_token</c>, <c>endpoint_url</c>, <c>bucket_raw</c>, <c>bucket_meta</c>, <c>bucket_full</c>.
/// </summary>
public sealed class StorageSecrets
{
    private readonly Dictionary<string, string> _values;

    private StorageSecrets(Dictionary<string, string> values) => _values = values;

    /// <summary>A value; null where it is missing or empty.</summary>
    /// <param name="key">Its key.</param>
    public string? this[string key] => _values.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    /// <summary>The file's name in the credentials folders.</summary>
    /// <param name="type">The storage type.</param>
    public static string FileName(string type) => $"{type}_credentials.json";

    /// <summary>The file that a configuration's keys are in: the one that it names, else the first in the credentials folders; null where there is none.</summary>
    /// <param name="storage">The configuration.</param>
    /// <param name="folders">The credentials folders.</param>
    public static string? PathOf(StorageConfig storage, CredentialFolders folders)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(folders);
        return storage["credentials_file"] ?? folders.Candidates(FileName(storage.Type)).FirstOrDefault(File.Exists);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="secrets">What it holds.</param>
    /// <param name="problem">One line that says what is wrong.</param>
    public static bool TryRead(string path, [NotNullWhen(true)] out StorageSecrets? secrets, [NotNullWhen(false)] out string? problem)
    {
        secrets = null;
        problem = null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind is JsonValueKind.Object)
            {
                secrets = new StorageSecrets(json.RootElement.EnumerateObject().Where(static one => one.Value.ValueKind is JsonValueKind.String)
                    .ToDictionary(static one => one.Name, static one => one.Value.GetString()!, StringComparer.Ordinal));
            }
            else
            {
                problem = $"the credentials file {path} holds no JSON object";
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // The parser's message would quote what it read.
            problem = $"the credentials file {path} is not JSON; it must be an object with access_key and secret_key";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"the credentials file {path} can't be read: {error.Message}";
        }

        return secrets is not null;
    }

    /// <summary>The keys, of which both must be there.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="access">The access key.</param>
    /// <param name="secret">The secret key.</param>
    /// <param name="problem">One line that says what is missing.</param>
    public bool TryGetKeys(
        string path,
        [NotNullWhen(true)] out string? access,
        [NotNullWhen(true)] out string? secret,
        [NotNullWhen(false)] out string? problem)
    {
        (access, secret) = (this["access_key"], this["secret_key"]);
        problem = access is null ? $"the credentials file {path} has no access_key"
            : secret is null ? $"the credentials file {path} has no secret_key"
            : null;
        return problem is null;
    }
}
