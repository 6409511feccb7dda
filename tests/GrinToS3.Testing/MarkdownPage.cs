using System.Text.RegularExpressions;

namespace GrinToS3.Testing;

/// <summary>A page of docs/, as far as tests read it.</summary>
public sealed partial class MarkdownPage(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name)).ReplaceLineEndings("\n");

    /// <summary>The tables of the parts whose headings are code, by that name: for each row its cells.</summary>
    public Dictionary<string, List<string[]>> Tables(string marks) => Parts(marks).Where(static part => part.Heading.StartsWith('`'))
        .ToDictionary(static part => Code(part.Heading)[0], static part => Rows(part.Text));

    /// <summary>The rows of the table below a heading.</summary>
    public List<string[]> Table(string marks, string heading) => Rows(Parts(marks).Single(part => part.Heading == heading).Text);

    /// <summary>The blocks of SQL, each with the text that follows it.</summary>
    public List<(string Sql, string After)> Recipes() =>
        [.. SqlBlock().Matches(_text).Select(static block => (block.Groups["sql"].Value, block.Groups["after"].Value.Trim()))];

    /// <summary>What stands between backquotes.</summary>
    public static List<string> Code(string text) => [.. Quoted().Matches(text).Select(static code => code.Groups[1].Value)];

    private IEnumerable<(string Heading, string Text)> Parts(string marks) => Regex.Split(_text, $"^{marks} ", RegexOptions.Multiline).Skip(1)
        .Select(static part => (part[..part.IndexOf('\n', StringComparison.Ordinal)], Regex.Split(part, "^#", RegexOptions.Multiline)[0]));

    private static List<string[]> Rows(string text) =>
        [.. text.Split('\n').Where(static line => line.StartsWith('|')).Skip(2).Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    [GeneratedRegex("^```sql\n(?<sql>.*?)^```\n(?<after>[^`#]*)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SqlBlock();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
