namespace GrinToS3.Simulator.Listing;

/// <summary>Which rows of a list a page shows.</summary>
/// <param name="First">How many rows stand before it.</param>
/// <param name="Size">The most rows that it has.</param>
internal readonly record struct PageWindow(int First, int Size)
{
    /// <summary>The page's number, from 1.</summary>
    public int Number => First / Size + 1;

    public PageWindow Next => this with { First = (int)Math.Min((long)First + Size, int.MaxValue) };

    public PageWindow Previous => this with { First = Math.Max(0, First - Size) };
}
