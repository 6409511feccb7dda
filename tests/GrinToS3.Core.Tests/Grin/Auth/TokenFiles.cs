using System.Text;

namespace GrinToS3.Grin.Auth;

/// <summary>Credential files as tests write them. Every secret in them contains the word that no message may show.</summary>
internal static class TokenFiles
{
    public const string SecretMark = "s3cr3t";

    public static string Tokens(string tokenAddress, string token = "token-0-s3cr3t", string extra = "") => $$"""
        {
          "token": "{{token}}",
          "refresh_token": "1//refresh-s3cr3t+x",
          "token_uri": "{{tokenAddress}}",
          "client_id": "client.apps.example",
          "client_secret": "GOCSPX-s3cr3t",
          "scopes": ["openid", "https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/userinfo.profile"]{{extra}}
        }
        """;

    public static string Client(string tokenAddress, string authAddress = "https://accounts.google.com/o/oauth2/auth") => $$$"""
        {"installed": {"client_id": "client.apps.example", "project_id": "p", "client_secret": "GOCSPX-s3cr3t",
          "auth_uri": "{{{authAddress}}}", "token_uri": "{{{tokenAddress}}}", "redirect_uris": ["http://localhost"]}}
        """;

    public static string Write(string path, string content)
    {
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
        return path;
    }
}
