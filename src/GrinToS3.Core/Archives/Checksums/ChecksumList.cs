using System.Buffers;
using System.Text;

namespace GrinToS3.Archives.Checksums;

/// <summary>
/// The lines of <c>checksum.md5</c>: <c>{md5}  {name}</c>, as md5sum writes them in text and binary mode. Names are those of the folder in which the file lies.
/// </summary>
internal sealed class ChecksumList
{
    /// <summary>The name of the file.</summary>
    internal const string FileName = "checksum.md5";

    /// <summary>The most bytes that it may have; a volume of 10,000 members needs half of one MiB.</summary>
    internal const int MostBytes = 8 * 1024 * 1024;

    private const int Md5Digits = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly List<(string Name, string Md5)> _lines = [];
    private int _unreadable;

    /// <summary>Whether a member is such a file.</summary>
    internal static bool IsOne(string name) => name == FileName || name.EndsWith('/' + FileName, StringComparison.Ordinal);

    /// <summary>Takes the content of a file.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="content">Its bytes.</param>
    internal void Add(string name, ReadOnlySpan<byte> content)
    {
        var folder = name[..^FileName.Length];
        foreach (var line in Encoding.UTF8.GetString(content).TrimStart('\uFEFF').EnumerateLines())
        {
            if (TryParse(line, out var md5, out var member))
            {
                _lines.Add((folder + member, md5));
            }
            else if (!line.IsWhiteSpace())
            {
                _unreadable++;
            }
        }
    }

    /// <summary>Compares the lines with the members.</summary>
    /// <exception cref="ArchiveException">A member differs or is missing.</exception>
    internal ChecksumReport Compare(IReadOnlyList<ArchiveMember> members)
    {
        // A name that comes twice counts as it would when unpacked: the last one stays.
        Dictionary<string, string> found = [];
        foreach (var member in members)
        {
            found[member.Name] = member.Md5;
        }

        var missing = _lines.Where(line => !found.ContainsKey(line.Name)).ToArray();
        var different = _lines.Where(line => found.TryGetValue(line.Name, out var md5) && md5 != line.Md5).ToArray();
        if (different is [var first, ..])
        {
            throw new ArchiveException(
                ArchiveErrorKind.ChecksumMismatch, $"the archive's member '{first.Name}' has the MD5 {found[first.Name]}, and {FileName} says {first.Md5}{More(different.Length)}");
        }

        if (missing is [var absent, ..])
        {
            throw new ArchiveException(ArchiveErrorKind.MemberMissing, $"{FileName} lists '{Tar.TarName.Printable(absent.Name)}', which the archive does not have{More(missing.Length)}");
        }

        var listed = _lines.Select(static line => line.Name).ToHashSet(StringComparer.Ordinal);
        return new ChecksumReport(_lines.Count, listed.Count, found.Keys.Count(name => !listed.Contains(name) && !IsOne(name)), _unreadable);
    }

    private static bool TryParse(ReadOnlySpan<char> line, out string md5, out string name)
    {
        line = line.TrimEnd();
        var isOne = line.Length > Md5Digits + 1 && line[Md5Digits] == ' ' && !line[..Md5Digits].ContainsAnyExcept(HexDigits);
        md5 = isOne ? line[..Md5Digits].ToString().ToLowerInvariant() : "";
        var rest = isOne ? line[(Md5Digits + 1)..] : default;
        rest = rest is [' ' or '*', ..] ? rest[1..] : rest;
        name = (rest.StartsWith("./") ? rest[2..] : rest).ToString();
        return name.Length > 0;
    }

    private static string More(int count) => count == 1 ? "" : $" (and {count - 1} more)";
}
