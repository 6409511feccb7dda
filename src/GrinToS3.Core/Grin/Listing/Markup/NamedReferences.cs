using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace GrinToS3.Grin.Listing.Markup;

/// <summary>The named character references of the HTML standard, such as <c>amp;</c> and, without its semicolon, <c>amp</c>.</summary>
internal static class NamedReferences
{
    private const int LongestName = 32;
    private static readonly FrozenDictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> Table =
        Load().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds the longest name at the start of a text.</summary>
    /// <param name="text">What follows the ampersand.</param>
    /// <param name="length">The length of the name with its semicolon, if it has one.</param>
    /// <param name="value">What the name stands for, in UTF-8.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, out int length, out ReadOnlySpan<byte> value)
    {
        Span<char> name = stackalloc char[LongestName];
        length = 0;
        while (length < text.Length && length < LongestName && HtmlBytes.IsLetterOrDigit(text[length]))
        {
            name[length] = (char)text[length];
            length++;
        }

        if (length < text.Length && length < LongestName && text[length] == ';')
        {
            name[length++] = ';';
        }

        for (; length > 1; length--)
        {
            if (Table.TryGetValue(name[..length], out var found))
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static FrozenDictionary<string, byte[]> Load()
    {
        const string Resource = "GrinToS3.Grin.Listing.Markup.NamedReferences.txt";
        using var stream = typeof(NamedReferences).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var table = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var runes = line[(tab + 1)..].Split(' ').Select(code => new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            table.Add(line[..tab], Encoding.UTF8.GetBytes(string.Concat(runes)));
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
