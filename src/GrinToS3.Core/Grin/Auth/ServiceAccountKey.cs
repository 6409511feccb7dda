using System.Security.Cryptography;

namespace GrinToS3.Grin.Auth;

/// <summary>The key file of a Google service account, for servers where nobody can open a browser (spec: grin-protocol 3.1).</summary>
public sealed class ServiceAccountKey
{
    private readonly string _privateKey;

    private ServiceAccountKey(string email, string? keyId, string privateKey, Uri token) =>
        (Email, KeyId, _privateKey, TokenAddress) = (email, keyId, privateKey, token);

    /// <summary>The account's e-mail, which Google must have on GRIN's list.</summary>
    public string Email { get; }

    /// <summary>The key's id, where the file names it.</summary>
    public string? KeyId { get; }

    /// <summary>Where tokens are granted.</summary>
    public Uri TokenAddress { get; }

    /// <summary>Whether a file is a service account's key, by its <c>type</c>.</summary>
    /// <param name="path">The file; it may be missing or anything else.</param>
    public static bool IsOne(string path) =>
        SecretJson.TryRead(path, out var json, out _) && json.Text("type") is "service_account";

    /// <summary>Reads the key file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key, or <see cref="GrinErrorKind.CredentialsMissing"/> with a line that says what is wrong.</returns>
    public static GrinResult<ServiceAccountKey> Read(string path)
    {
        if (!SecretJson.TryRead(path, out var json, out var problem))
        {
            return Refused($"no service account key: {problem}");
        }

        if (json.Text("type") is not "service_account")
        {
            return Refused($"{path} is not a service account's key (its type is not 'service_account')");
        }

        if (json.Text("client_email") is not { Length: > 0 } email || json.Text("private_key") is not { Length: > 0 } key)
        {
            return Refused($"{path} lacks client_email or private_key; create a new key in Google's console");
        }

        if (!OAuthEndpoint.TryParse(json.Text("token_uri"), out var token))
        {
            return Refused($"the token_uri in {path} {OAuthEndpoint.Refusal}");
        }

        return IsPrivateKey(key)
            ? new ServiceAccountKey(email, json.Text("private_key_id"), key, token)
            : Refused($"the private_key in {path} is not an RSA key in PEM form; create a new key in Google's console");
    }

    /// <inheritdoc />
    public override string ToString() => $"service account {Email}";

    /// <summary>Signs as RS256 does.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> text)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(_privateKey);
        return rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool IsPrivateKey(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.SignData([0], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Length > 0;
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static GrinError Refused(string message) => new(GrinErrorKind.CredentialsMissing, message);
}
