using System.Globalization;

namespace GrinToS3.Collecting;

/// <summary>Guesses the addresses of later pages from a Next link that counts rows with <c>first=</c> (spec: grin-protocol 4.5).</summary>
public static class ListingAddresses
{
    private const string Counter = "first=";

    /// <summary>The address of a later page, were the list to go on in even steps.</summary>
    /// <param name="known">The address of a page as the page before it names it.</param>
    /// <param name="page">Which page that is, from 0.</param>
    /// <param name="ahead">How many pages after it.</param>
    /// <returns>The guess; null where the link does not count rows in even steps.</returns>
    public static Uri? Predict(Uri known, int page, int ahead)
    {
        ArgumentNullException.ThrowIfNull(known);
        var query = known.Query;
        var start = FindCounter(query);
        if (start < 0 || page < 1 || query.Contains("ctoken=", StringComparison.Ordinal))
        {
            return null;
        }

        var end = query.IndexOf('&', start);
        end = end < 0 ? query.Length : end;
        if (!long.TryParse(query.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || first == 0
            || first % page != 0)
        {
            return null;
        }

        var guess = first + (first / page * ahead);
        return new UriBuilder(known) { Query = string.Concat(query.AsSpan(1, start - 1), guess.ToString(CultureInfo.InvariantCulture), query.AsSpan(end)) }.Uri;
    }

    private static int FindCounter(string query)
    {
        foreach (var separator in "?&")
        {
            var at = query.IndexOf(separator + Counter, StringComparison.Ordinal);
            if (at >= 0)
            {
                return at + 1 + Counter.Length;
            }
        }

        return -1;
    }
}
