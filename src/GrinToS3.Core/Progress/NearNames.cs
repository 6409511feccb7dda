namespace GrinToS3.Progress;

/// <summary>Names that a misspelt one may have meant.</summary>
internal static class NearNames
{
    private const int Most = 4;

    /// <summary>The nearest names: those with at most a third of the letters changed, else those that contain it.</summary>
    public static IReadOnlyList<string> Of(string given, IReadOnlyList<string> names)
    {
        var word = given.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        var near = names.Select(name => (Name: name, Changes: Changes(word, name))).Where(one => one.Changes <= Math.Max(1, word.Length / 3)).OrderBy(static one => one.Changes).ToList();
        return near.Count > 0
            ? [.. near.TakeWhile(one => one.Changes <= near[0].Changes + 1).Take(Most).Select(static one => one.Name)]
            : [.. names.Where(name => word.Length > 2 && name.Contains(word, StringComparison.Ordinal)).Take(Most)];
    }

    /// <summary>How many letters must be put in, left out or replaced to make one word of another (Levenshtein).</summary>
    private static int Changes(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
