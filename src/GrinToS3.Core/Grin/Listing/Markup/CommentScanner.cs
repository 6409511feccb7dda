namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Passes over a comment's content.</summary>
internal static class CommentScanner
{
    private const int LongestEnd = 4;

    /// <summary>Looks for <c>--&gt;</c> or <c>--!&gt;</c>.</summary>
    /// <param name="content">The content that was not passed over yet.</param>
    /// <param name="isClosed">Whether the comment's end was found.</param>
    /// <returns>How many bytes are done with: up to behind the end, or all that cannot belong to one.</returns>
    public static int Scan(ReadOnlySpan<byte> content, out bool isClosed)
    {
        var at = 0;
        while (content[at..].IndexOf("--"u8) is var dashes and >= 0)
        {
            at += dashes;
            var end = content[(at + 2)..] switch
            {
                [(byte)'>', ..] => at + 3,
                [(byte)'!', (byte)'>', ..] => at + LongestEnd,
                _ => 0,
            };
            if (end > 0)
            {
                isClosed = true;
                return end;
            }

            at++;
        }

        isClosed = false;
        return Math.Max(0, content.Length - (LongestEnd - 1));
    }
}
