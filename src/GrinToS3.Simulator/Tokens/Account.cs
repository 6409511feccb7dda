using System.Security.Cryptography;
using System.Text;

namespace GrinToS3.Simulator.Tokens;

/// <summary>
/// The Google account that has access to the library, with its OAuth client. The secrets follow from the seed, so that credentials which
/// were written once are good for every simulator of that seed.
/// </summary>
internal sealed class Account(int seed)
{
    public const string ClientId = "simulated-library.apps.googleusercontent.com";

    public static readonly string[] Scopes =
    [
        "openid", "https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/userinfo.profile",
    ];


    public string ClientSecret { get; } = "GOCSPX-" + Secret(seed, "client secret");

    public string RefreshToken { get; } = "1//" + Secret(seed, "refresh token");

    public byte[] TokenKey { get; } = Digest(seed, "access tokens");

    private static string Secret(int seed, string use) => Convert.ToHexStringLower(Digest(seed, use).AsSpan(0, 14));

    private static byte[] Digest(int seed, string use) => SHA256.HashData(Encoding.UTF8.GetBytes($"{use} of seed {seed}"));
}
