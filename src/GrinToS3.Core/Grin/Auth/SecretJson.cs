using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GrinToS3.Grin.Auth;

/// <summary>A JSON object that holds secrets: strictly read once, bounded, and without its content in any message.</summary>
internal sealed class SecretJson
{
    /// <summary>The most bytes that a credentials file may have: 1 MiB, some hundred times what Google writes.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly JsonElement _root;

    private SecretJson(JsonElement root) => _root = root;

    /// <summary>All keys, as they stand.</summary>
    public IEnumerable<JsonProperty> Properties => _root.EnumerateObject();

    /// <summary>Reads an object; false for anything else, and for text that cannot be written back.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out SecretJson? json)
    {
        json = null;
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(utf8), Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return false;
            }

            CheckTexts(document.RootElement);
            json = new SecretJson(document.RootElement.Clone());
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Reads a file; its content never appears in the problem.</summary>
    public static bool TryRead(string path, [NotNullWhen(true)] out SecretJson? json, [NotNullWhen(false)] out string? problem)
    {
        json = null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[(int)Math.Min(file.Length, MaxBytes) + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return TryParse(content.AsMemory(0, length), path, out json, out problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = failure is FileNotFoundException or DirectoryNotFoundException ? $"{path} does not exist"
                : $"{path} cannot be read ({failure.GetType().Name}); check its owner and permissions";
            return false;
        }
    }

    /// <summary>Reads the content of a file; it never appears in the problem.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> content, string path, [NotNullWhen(true)] out SecretJson? json, [NotNullWhen(false)] out string? problem)
    {
        json = null;
        problem = content.Length > MaxBytes ? $"{path} has more than 1 MiB; it is not a credentials file"
            : TryParse(content, out json) ? null
            : $"{path} is not a JSON object";
        return problem is null;
    }

    /// <summary>A text, or null where the key is missing or holds something else.</summary>
    public string? Text(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number as it is written, also where it is written as a text.</summary>
    public string? NumberText(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetRawText() : Text(key);

    /// <summary>A list of texts, or null where the key is missing or holds something else.</summary>
    public IReadOnlyList<string>? Texts(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Array
            && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : null;

    /// <summary>An object below, or null where the key is missing or holds something else.</summary>
    public SecretJson? Object(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Object ? new SecretJson(value) : null;

    /// <summary>The keys among <paramref name="keys"/> that are not there.</summary>
    public IReadOnlyList<string> Missing(params ReadOnlySpan<string> keys)
    {
        List<string> missing = [];
        foreach (var key in keys)
        {
            if (!_root.TryGetProperty(key, out _))
            {
                missing.Add(key);
            }
        }

        return missing;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>The parser lets half surrogate pairs pass, and they throw wherever they are used later: find them here.</summary>
    private static void CheckTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    CheckTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    CheckTexts(property.Value);
                }

                break;
        }
    }
}
