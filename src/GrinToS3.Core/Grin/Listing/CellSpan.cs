namespace GrinToS3.Grin.Listing;

/// <summary>Where a cell's value lies in the text of its row.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct CellSpan(int Start, int Length)
{
    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}
