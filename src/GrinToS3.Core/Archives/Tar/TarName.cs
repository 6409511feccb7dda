using System.Buffers;

namespace GrinToS3.Archives.Tar;

/// <summary>Decides which names members may have: those that stay below the folder in which somebody unpacks the archive.</summary>
internal static class TarName
{
    /// <summary>The most characters of a name.</summary>
    internal const int Longest = 4096;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 32).Select(static i => (char)i), '\\', '\x7F']);

    /// <summary>The name without <c>./</c> before and <c>/</c> behind it; empty for the archive's own root.</summary>
    /// <exception cref="ArchiveException">It is one that leads elsewhere, or hides where it leads.</exception>
    internal static string Check(string raw)
    {
        var problem = raw switch
        {
            "" => "is empty",
            { Length: > Longest } => $"has more than {Longest} characters",
            ['/', ..] => "is absolute",
            [_, ':', ..] when char.IsAsciiLetter(raw[0]) => "names a drive",
            _ when raw.AsSpan().ContainsAny(Forbidden) => "has a backslash or a control character",
            _ when raw.Split('/').Contains("..") => "climbs out with '..'",
            _ => null,
        };
        return problem is null
            ? string.Join('/', raw.Split('/').Where(static part => part is not ("" or ".")))
            : throw new ArchiveException(ArchiveErrorKind.UnsafeMember, $"the name of the archive's member '{Printable(raw)}' {problem}");
    }

    /// <summary>A name for a message: one line of bounded length.</summary>
    internal static string Printable(string raw)
    {
        var shown = string.Concat(raw.Take(200).Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return raw.Length > 200 ? shown + "..." : shown;
    }
}
