using System.Buffers;
using System.Globalization;
using System.Text;

namespace GrinToS3.Testing.Listing;

/// <summary>Writes tags and texts in all the ways that mean the same: the tidy one, or by chance any that HTML allows.</summary>
public sealed class MarkupStyle(Random random, bool isSloppy)
{
    private static readonly string[] Blanks = ["", "", " ", "\n", "\r\n", "\t ", "<!-- x -->", "<!---->", "<!--<td>no</td>-->", "<?php ?>", "<![CDATA[ x ]]>", "<!-- a -- b --!>"];

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(" \t\r\n\"'=<>`&");

    public bool IsSloppy => isSloppy;

    /// <summary>True now and then in sloppy markup, never in tidy markup.</summary>
    public bool Sometimes(double chance = 0.2) => isSloppy && random.NextDouble() < chance;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>White space, comments: what may stand between any two rows or cells.</summary>
    public string Blank() => isSloppy ? OneOf<string>(Blanks) : OneOf("", "\n", "  ");

    public string Start(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var tag = new StringBuilder("<").Append(Case(name));
        List<(string Name, string Value)> all = [.. attributes];
        while (Sometimes())
        {
            all.Insert(random.Next(all.Count + 1), OneOf(("bgcolor", "#eeeeee"), ("style", "color: red; x>y"), ("colspan", "2"), ("data-x", "<td>"), ("checked", "")));
        }

        foreach (var (attribute, value) in all.ToArray())
        {
            if (Sometimes(0.1))
            {
                // Of two attributes with one name the first counts.
                all.Add((attribute, "first=99 heading"));
            }
        }

        foreach (var (attribute, value) in all)
        {
            tag.Append(Space()).Append(Case(attribute)).Append(Sometimes() ? " =\n" : "=").Append(Quote(value));
        }

        return tag.Append(Sometimes(0.1) ? " " : "").Append('>').ToString();
    }

    public string End(string name) => $"</{Case(name)}{(Sometimes(0.1) ? OneOf(" ", "\n", " x='>'", "/") : "")}>";

    /// <summary>An end tag that HTML allows to leave out.</summary>
    public string OptionalEnd(string name) => Sometimes(0.3) ? "" : End(name);

    /// <summary>A text, with some of its characters as references.</summary>
    public string Text(string text)
    {
        var markup = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var escaped = rune.Value switch
            {
                '&' => OneOf("&amp;", "&#38;", "&AMP;"),
                '<' => OneOf("&lt;", "&#x3c;", "&LT"),
                '>' => OneOf("&gt;", "&#62;", ">"),
                '\'' => OneOf("'", "&#39;", "&#x27;", "&apos;"),
                '"' => OneOf("\"", "&quot;"),
                'é' => OneOf("é", "&eacute;", "&eacute", "&#233;"),
                '\u00A0' => OneOf("\u00A0", "&nbsp;", "&nbsp", "&#160;"),
                '—' => OneOf("—", "&mdash;", "&#151;", "&#8212;"),
                _ => Sometimes(0.02) ? string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};") : rune.ToString(),
            };

            // A reference without its semicolon must not run into what follows.
            markup.Append(escaped).Append(escaped is "&eacute" or "&nbsp" or "&LT" ? " " : "");
        }

        return markup.ToString();
    }

    private string Case(string name) => Sometimes() ? name.ToUpperInvariant() : name;

    private string Space() => Sometimes() ? OneOf("  ", "\n", "\t", " / ", "\r\n") : " ";

    private string Quote(string value)
    {
        if (Sometimes() && value.Length > 0 && !value.AsSpan().ContainsAny(NeedsQuotes))
        {
            return value + " ";
        }

        return Sometimes(0.3)
            ? $"'{value.Replace("'", "&#39;", StringComparison.Ordinal)}'"
            : $"\"{value.Replace("\"", "&quot;", StringComparison.Ordinal)}\"";
    }
}
