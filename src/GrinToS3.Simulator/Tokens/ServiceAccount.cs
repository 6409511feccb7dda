using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GrinToS3.Simulator.Tokens;

/// <summary>A service account that has access to the library; its key is made when it is first needed.</summary>
internal sealed class ServiceAccount : IDisposable
{
    public const string Email = "mirror@simulated-library.iam.gserviceaccount.com";
    public const string KeyId = "0123456789abcdef0123456789abcdef01234567";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    public string PrivateKeyPem => _key.Value.ExportPkcs8PrivateKeyPem();

    /// <summary>Checks an assertion: RS256 signature, issuer, audience, times.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Refuse(string assertion, Uri audience, DateTimeOffset now)
    {
        var parts = assertion.Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part)))
        {
            return "the assertion is not a JWT";
        }

        var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
        if (!_key.Value.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return "Invalid JWT Signature.";
        }

        // Only the owner of the key can have written what follows, so damaged JSON is a defect of the client, not of its input.
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var root = claims.RootElement;
        var issued = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("iat").GetInt64());
        var expires = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64());
        return root.GetProperty("iss").GetString() != Email ? "the issuer is not the service account"
            : root.GetProperty("aud").GetString() != audience.AbsoluteUri ? "the audience is not this token endpoint"
            : issued > now + Skew || expires < now - Skew ? "Token must be a short-lived token and in a reasonable timeframe."
            : null;
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }
}
