using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GrinToS3.Files;

namespace GrinToS3.Grin.Auth;

/// <summary>Writes <c>credentials.json</c> as the existing tool does: JSON, two spaces of indent, mode 0600 (spec: grin-protocol 3.2).</summary>
internal static class TokenFileWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The relaxed encoder leaves '+' and '/' of tokens as they are; the file never becomes part of a web page.
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? TryWrite(TokenFile file, string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            }

            AtomicFile.Write(path, stream => Write(file, stream), OwnerOnly);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{path} cannot be written ({failure.GetType().Name}); check the folder's owner, permissions and free space";
        }
    }

    /// <summary>Writes the content.</summary>
    public static void Write(TokenFile file, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Layout);
        json.WriteStartObject();
        json.WriteString("token", file.Token);
        json.WriteString("refresh_token", file.RefreshToken);
        json.WriteString("token_uri", file.TokenAddress.OriginalString);
        json.WriteString("client_id", file.ClientId);
        json.WriteString("client_secret", file.ClientSecret);
        json.WriteStartArray("scopes");
        foreach (var scope in file.Scopes)
        {
            json.WriteStringValue(scope);
        }

        json.WriteEndArray();
        if (file.ExpiresAt is { } expiry)
        {
            json.WriteString(TokenFile.ExpiryKey, expiry.UtcDateTime.ToString(TokenFile.ExpiryFormat, CultureInfo.InvariantCulture));
        }

        foreach (var property in file.Source?.Properties ?? [])
        {
            if (property.Name is not TokenFile.ExpiryKey && !TokenFile.Keys.Contains(property.Name))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }
}
