namespace GrinToS3.Grin.Auth;

/// <summary>What a browser or a person brought back from Google's consent page. The code never appears in its text.</summary>
internal sealed class AuthorizationReply
{
    /// <summary>Neither a code nor an error: a browser's request for an icon, an empty line.</summary>
    public static readonly AuthorizationReply Nothing = new(null, null);

    /// <summary>The reply to another attempt, or a forged one.</summary>
    public static readonly AuthorizationReply Foreign = new(null, null);

    private AuthorizationReply(string? code, string? error) => (Code, Error) = (code, error);

    /// <summary>The code that is exchanged for tokens.</summary>
    public string? Code { get; }

    /// <summary>Why Google granted nothing, such as <c>access_denied</c>.</summary>
    public string? Error { get; }

    public static AuthorizationReply Granted(string code) => new(code, null);

    /// <summary>The error is shown on a terminal: only what can stand in an error code is kept of it.</summary>
    public static AuthorizationReply Denied(string error) =>
        new(null, new string([.. error.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(60)]));

    public override string ToString() => "authorization reply (hidden)";
}
