using System.Buffers;

namespace GrinToS3.Grin.Listing.Markup;

/// <summary>The byte classes of the HTML standard's tokeniser.</summary>
internal static class HtmlBytes
{

    private static readonly SearchValues<byte> SpaceBytes = SearchValues.Create(" \t\n\f\r"u8);

    /// <summary>Where a tag's name ends, or -1 where its end has not come yet.</summary>
    public static int IndexOfNameEnd(ReadOnlySpan<byte> name)
    {
        // Names are so short that a loop beats a vector search.
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] <= '>' && (name[i] is (byte)'>' or (byte)'/' || IsSpace(name[i])))
            {
                return i;
            }
        }

        return -1;
    }

    public static int IndexOfSpace(ReadOnlySpan<byte> text) => text.IndexOfAny(SpaceBytes);

    public static bool IsAllSpace(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(SpaceBytes);

    public static bool IsSpace(byte value) => value <= ' ' && value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r';

    public static bool IsLetter(byte value) => (uint)((value | 0x20) - 'a') < 26;

    public static bool IsLetterOrDigit(byte value) => IsLetter(value) || (uint)(value - '0') < 10;
}
