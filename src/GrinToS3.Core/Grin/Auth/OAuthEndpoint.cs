using System.Diagnostics.CodeAnalysis;

namespace GrinToS3.Grin.Auth;

/// <summary>Which addresses may be sent secrets.</summary>
internal static class OAuthEndpoint
{
    /// <summary>Why an address is refused, as the end of a sentence.</summary>
    public const string Refusal = "is neither an https address nor one of this machine";

    /// <summary>Reads the address of an OAuth endpoint: https, or plain http to this machine for tests.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.UserInfo is ""
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
