namespace GrinToS3.Objects;

public sealed class PartBufferPoolTests
{
    private const int MiB = 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ReserveAsync_WaitsInTurn_IfTheBudgetIsTaken()
    {
        var pool = new PartBufferPool(10 * MiB);
        var first = await pool.ReserveAsync(8 * MiB, None);
        var large = pool.ReserveAsync(10 * MiB, None).AsTask();
        var small = pool.ReserveAsync(1 * MiB, None).AsTask();

        Assert.Equal((false, false), (large.IsCompleted, small.IsCompleted));
        first.Dispose();
        using (await large)
        {
            Assert.False(small.IsCompleted);
        }

        (await small).Dispose();
        Assert.Equal((0, 10 * MiB), (pool.Reserved, pool.PeakReserved));
    }

    [Fact]
    public async Task ReserveAsync_LetsTheNextIn_IfTheFirstGivesUp()
    {
        var pool = new PartBufferPool(10 * MiB);
        using var held = await pool.ReserveAsync(5 * MiB, None);
        using var cancel = new CancellationTokenSource();
        var large = pool.ReserveAsync(10 * MiB, cancel.Token).AsTask();
        var small = pool.ReserveAsync(5 * MiB, None).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        (await small).Dispose();
        Assert.Equal(5 * MiB, pool.Reserved);
    }

    [Fact]
    public async Task ReserveAsync_Refuses_IfThePartCanNeverFit() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await new PartBufferPool(10 * MiB).ReserveAsync(11 * MiB, None));

    [Fact]
    public async Task ReserveAsync_NeverExceedsTheBudget_IfManyComeAndGo()
    {
        var pool = new PartBufferPool(10 * MiB);

        await Parallel.ForEachAsync(Enumerable.Range(1, 2000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, stop) =>
        {
            using var part = await pool.ReserveAsync(n % 10 * MiB + 1, stop);
            part.Append(new byte[n]);
            Assert.InRange(pool.Reserved, 1, pool.Budget);
        });

        Assert.Equal(0, pool.Reserved);
        Assert.InRange(pool.PeakReserved, 1, pool.Budget);
    }

    [Fact]
    public async Task Append_TakesWhatFits_AndTheViewGivesItBack()
    {
        var content = new byte[3 * MiB + 5];
        new Random(1).NextBytes(content);
        using var part = await new PartBufferPool(10 * MiB).ReserveAsync(content.Length - 2, None);

        var taken = 0;
        foreach (var piece in content.Chunk(99_999))
        {
            taken += part.Append(piece);
        }

        Assert.Equal((content.Length - 2, true), (taken, part.IsFull));
        for (var pass = 0; pass < 2; pass++)
        {
            var read = new MemoryStream();
            await part.OpenRead().CopyToAsync(read);
            Assert.Equal(content[..^2], read.ToArray());
        }

        var view = part.OpenRead();
        view.Seek(-3, SeekOrigin.End);
        Assert.Equal((content[^5], part.Length - 2), ((byte)view.ReadByte(), view.Position));
    }

    [Fact]
    public async Task View_Fails_IfTheRoomWasGivenBack()
    {
        var part = await new PartBufferPool(10 * MiB).ReserveAsync(10, None);
        part.Append([1, 2, 3]);
        var view = part.OpenRead();

        part.Dispose();
        part.Dispose();

        Assert.Throws<ObjectDisposedException>(() => view.ReadByte());
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 16)]
    public void PartSizes_HoldATerabyte_WithinTheLimitsOfS3(bool alike, int first)
    {
        var sizes = new PartSizes(alike, 256 * MiB);
        long sent = 0;
        var parts = new List<long>();
        while (parts.Count < PartSizes.MostParts)
        {
            parts.Add(sizes.Next(sent));
            sent += parts[^1];
        }

        Assert.Equal(first * MiB, parts[0]);
        Assert.All(parts, static one => Assert.InRange(one, PartSizes.Smallest, 5L * 1024 * MiB));
        Assert.Equal(alike, parts.Distinct().Count() is 1);
        Assert.True(sent > (alike ? 150L : 900L) * 1024 * MiB, $"{sent}");
        Assert.True(new PartSizes(false, 20 * MiB).Next(long.MaxValue) <= 20 * MiB);
    }
}
