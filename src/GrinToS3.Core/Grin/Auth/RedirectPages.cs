using System.Text;

namespace GrinToS3.Grin.Auth;

/// <summary>What the browser shows after it came back. Nothing of the request is repeated in a page.</summary>
internal static class RedirectPages
{
    /// <summary>The whole HTTP answer to a reply; null for a request that is none.</summary>
    public static byte[] For(AuthorizationReply? reply) => reply switch
    {
        { Code: not null } => Page("200 OK", "Thank you", "GrinToS3 has got your consent. You can close this page and return to the terminal."),
        { Error: not null } => Page("400 Bad Request", "Nothing was granted", "Google granted no access. The terminal says why."),
        null => Page("404 Not Found", "Nothing here", "Only Google's consent page leads here."),
        _ => Page("400 Bad Request", "Not this setup", "This does not belong to the setup that is running. Use the address that the terminal shows."),
    };

    private static byte[] Page(string status, string title, string text)
    {
        var body = $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>{text}</p></html>";
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\n"
            + "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n" + body);
    }
}
