using System.Globalization;
using System.Text;

namespace GrinToS3.Progress;

/// <summary>Writes the metadata of events as the Python tool does: <c>", "</c> and <c>": "</c> between, everything but ASCII escaped (spec: data-model 2).</summary>
public static class HistoryMetadata
{
    /// <summary>Writes an object.</summary>
    /// <param name="members">Names with texts, whole numbers, booleans or null.</param>
    public static string Write(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            json.Append(json.Length > 1 ? ", " : "");
            AppendText(json, name);
            json.Append(": ");
            Append(json, value);
        }

        return json.Append('}').ToString();
    }

    private static void Append(StringBuilder json, object? value)
    {
        switch (value)
        {
            case null:
                json.Append("null");
                break;
            case bool flag:
                json.Append(flag ? "true" : "false");
                break;
            case string text:
                AppendText(json, text);
                break;
            default:
                json.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                >= ' ' and <= '~' => json.Append(letter),
                _ => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
            };
        }

        json.Append('"');
    }
}
