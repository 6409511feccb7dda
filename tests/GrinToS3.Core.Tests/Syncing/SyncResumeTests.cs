using GrinToS3.Progress;

namespace GrinToS3.Syncing;

public sealed class SyncResumeTests
{
    private const int Size = 400_000;

    /// <summary>gaps 7: "1.2 GB archive over a 2 MB/s link": the resuming.</summary>
    [Fact]
    public async Task SyncAsync_FetchesTheRestOnly_IfBodiesBreakOff()
    {
        await using var run = await StartAsync(hasRanges: true, "archive:method=GET:every=2:cut=0.5");

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), (result.End, result.Progress.Stored));
        Assert.All(run.Converted, run.AssertStored);

        // A whole body is 200, a rest is 206; each volume is begun once.
        Assert.Equal(run.Converted.Count, run.Grin.Journal.Count("archive", 200));
        Assert.True(run.Grin.Journal.Count("archive", 206) >= run.Converted.Count / 2);
        Assert.Equal(run.Converted.Sum(barcode => run.Grin.Archives.Find(barcode)!.Length), result.Progress.Bytes);
    }

    [Fact]
    public async Task SyncAsync_FetchesAllAgain_IfTheServerHasNoRanges()
    {
        await using var run = await StartAsync(hasRanges: false, "archive:method=GET:every=2:times=3:cut=0.5");

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), (result.End, result.Progress.Stored));
        Assert.All(run.Converted, run.AssertStored);
        Assert.Equal(0, run.Grin.Journal.Count("archive", 206));
        Assert.True(run.Grin.Journal.Count("archive", 200) > run.Converted.Count);
    }

    [Fact]
    public async Task SyncAsync_AsksForTheRest_IfABodyFallsSilent()
    {
        await using var run = await StartAsync(hasRanges: true, "archive:method=GET:every=4:stall=0.5");

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), (result.End, result.Progress.Stored));
        Assert.All(run.Converted, run.AssertStored);
        Assert.True(run.Grin.Journal.Count("archive", 206) > 0);
    }

    private static Task<SyncFixture> StartAsync(bool hasRanges, string fault) => SyncFixture.StartAsync(
        SyncFixture.Library(300, fault) with { ArchiveSize = Size, HasRanges = hasRanges }, silence: TimeSpan.FromSeconds(3));
}
