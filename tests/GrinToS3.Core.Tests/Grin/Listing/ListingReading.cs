using System.Text;
using GrinToS3.Testing.Listing;

namespace GrinToS3.Grin.Listing;

/// <summary>Ways to read a page in a test.</summary>
internal static class ListingReading
{
    /// <summary>Reads a page that is a complete listing.</summary>
    public static ReadListing ReadComplete(string page)
    {
        var (listing, error) = Read(Encoding.UTF8.GetBytes(page));
        Assert.True(error is null, $"{error?.Kind}: {error?.Message}");
        return listing!;
    }

    /// <summary>Reads a page that is none.</summary>
    public static GrinError ReadError(string page)
    {
        var (listing, error) = Read(Encoding.UTF8.GetBytes(page));
        Assert.True(error is not null, $"read as a listing:\n{listing}");
        return error;
    }

    /// <summary>Reads a page in pieces whose lengths chance gives, or in one piece.</summary>
    public static (ReadListing? Listing, GrinError? Error) Read(byte[] page, Random? pieces = null, int longestPiece = 1)
    {
        var sink = new CollectingSink();
        var parser = new ListingParser(sink);
        for (var at = 0; at < page.Length;)
        {
            var length = pieces is null ? page.Length : Math.Min(pieces.Next(1, longestPiece + 1), page.Length - at);
            parser.Write(page.AsSpan(at, length));
            at += length;
        }

        var result = parser.Complete();
        return result.IsSuccess ? (sink.ToListing(result.Value), null) : (null, result.Error);
    }
}
