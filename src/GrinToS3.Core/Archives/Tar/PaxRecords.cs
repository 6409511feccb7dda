using System.Globalization;
using System.Text;

namespace GrinToS3.Archives.Tar;

/// <summary>The records of a pax header: <c>"length key=value\n"</c>, the length being that of the whole record (POSIX 1003.1, pax).</summary>
internal static class PaxRecords
{
    /// <summary>The key of a member's name.</summary>
    internal const string Path = "path";

    /// <summary>The key of a member's size.</summary>
    internal const string Size = "size";

    /// <summary>What the keys of sparse files begin with.</summary>
    internal const string Sparse = "GNU.sparse.";

    /// <summary>Reads records over those that are there.</summary>
    /// <param name="content">The header's content.</param>
    /// <param name="values">Takes them; a later one replaces an earlier one, an empty one removes it.</param>
    /// <returns>Whether the content is well-formed.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> content, Dictionary<string, string> values)
    {
        while (!content.IsEmpty)
        {
            var blank = content.IndexOf((byte)' ');
            if (blank is < 1 or > 8
                || !int.TryParse(content[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1 || length > content.Length || content[length - 1] != '\n')
            {
                return false;
            }

            var record = content[(blank + 1)..(length - 1)];
            if (record.IndexOf((byte)'=') is not (> 0 and var equals))
            {
                return false;
            }

            Keep(Encoding.UTF8.GetString(record[..equals]), Encoding.UTF8.GetString(record[(equals + 1)..]), values);
            content = content[length..];
        }

        return true;
    }

    /// <summary>Keeps what the reader asks for, so that headers without number cannot fill the memory.</summary>
    private static void Keep(string key, string value, Dictionary<string, string> values)
    {
        key = key.StartsWith(Sparse, StringComparison.Ordinal) ? Sparse : key;
        if (key is not (Path or Size or Sparse))
        {
            return;
        }

        if (value.Length == 0)
        {
            values.Remove(key);
        }
        else
        {
            values[key] = value;
        }
    }
}
