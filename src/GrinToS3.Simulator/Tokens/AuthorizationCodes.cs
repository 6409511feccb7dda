using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace GrinToS3.Simulator.Tokens;

/// <summary>The codes that wait for their exchange: each is good once and for a short time; the oldest are forgotten.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private const int Kept = 100;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, AuthorizationCode> _codes = [];

    public string Issue(string redirectUri, string? challenge, bool isOffline)
    {
        var code = "4/" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        lock (_lock)
        {
            _codes.Add(code, new AuthorizationCode(redirectUri, challenge, isOffline, time.GetUtcNow() + Lifetime));
            if (_codes.Count > Kept)
            {
                _codes.RemoveAt(0);
            }
        }

        return code;
    }

    public bool TryTake(string code, [NotNullWhen(true)] out AuthorizationCode? taken)
    {
        lock (_lock)
        {
            return _codes.Remove(code, out taken) && time.GetUtcNow() < taken.Expires;
        }
    }
}
