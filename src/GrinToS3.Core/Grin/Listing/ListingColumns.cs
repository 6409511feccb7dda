using System.Text;

namespace GrinToS3.Grin.Listing;

/// <summary>The columns of a listing by position, as its heading row names them (spec: grin-protocol 4.3).</summary>
public sealed class ListingColumns
{
    /// <summary>The key of the column that holds the barcode.</summary>
    public const string BarcodeKey = "barcode";

    /// <summary>The key of the column that holds the name of the archive's file.</summary>
    public const string FilenameKey = "filename";

    /// <summary>Makes the columns of a heading row.</summary>
    /// <param name="names">The name of each cell; empty for a cell without one, such as that over the check boxes.</param>
    public ListingColumns(IEnumerable<string> names)
    {
        Names = [.. names];
        Keys = [.. Names.Select(ToKey)];
        Identifying = [.. Keys.Index().Where(key => key.Item is BarcodeKey or FilenameKey).Select(key => (key.Index, key.Item == FilenameKey))];
    }

    /// <summary>The names as GRIN shows them, with white space at the ends removed and inside as one space.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The keys: lower case, spaces and hyphens as <c>_</c>, without apostrophes. Empty for a column to ignore.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>How many columns there are.</summary>
    public int Count => Keys.Count;

    /// <summary>Whether the rows say which volume each is about.</summary>
    public bool HasVolumes => Identifying.Length > 0;

    /// <summary>The columns that say so, and whether they do it by the name of an archive's file.</summary>
    internal (int Column, bool IsFilename)[] Identifying { get; }

    private static string ToKey(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            if (letter is not ('\'' or '\u2019'))
            {
                key.Append(letter is ' ' or '-' ? '_' : letter);
            }
        }

        return key.ToString();
    }
}
