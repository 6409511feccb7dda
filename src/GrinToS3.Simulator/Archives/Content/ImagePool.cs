using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>
/// The page images that all archives are made of: a signature of JPEG 2000 or TIFF, then bytes that look like noise to every compression.
/// There are 32 of them, between half the mean size and one and a half, so that an archive of any size costs nothing to make.
/// </summary>
internal sealed class ImagePool
{
    private const int Count = 32;
    private const int PageBytes = 128 * 1024;
    private const int MaxPages = 400;

    private static readonly byte[] Jpeg2000 = [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 0x0D, 0x0A, 0x87, 0x0A];
    private static readonly byte[] Tiff = [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0];

    private readonly Lazy<Blob[]> _jpeg2000;
    private readonly Lazy<Blob[]> _tiff;

    public ImagePool(int seed, long archiveSize)
    {
        MeanBytes = (int)Math.Min(archiveSize / Math.Clamp(archiveSize / PageBytes, 4, MaxPages), int.MaxValue / 2);
        _jpeg2000 = new(() => Make(seed, Jpeg2000));
        _tiff = new(() => Make(seed, Tiff));
    }

    /// <summary>The mean size of an image.</summary>
    public int MeanBytes { get; }

    public Blob Pick(Dice page, bool isTiff) => (isTiff ? _tiff : _jpeg2000).Value[page.Number(Roll.PageImage, Count)];

    private Blob[] Make(int seed, byte[] signature) => [.. Enumerable.Range(0, Count).Select(number =>
    {
        var dice = Dice.For(seed, number);
        var image = new byte[MeanBytes / 2 + dice.Number(Roll.PageImage, MeanBytes)];
        dice.Fill(Roll.PageImage, image);
        signature.CopyTo(image, 0);
        return Blob.Stored(image);
    })];
}
