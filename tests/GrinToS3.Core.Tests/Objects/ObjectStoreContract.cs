using System.Security.Cryptography;
using GrinToS3.Grin;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Objects;

/// <summary>What every object store does, whatever it keeps objects in.</summary>
public abstract class ObjectStoreContract : IAsyncLifetime
{
    protected const int MiB = 1024 * 1024;
    protected static readonly CancellationToken None = CancellationToken.None;

    private readonly string _prefix = $"run-{Guid.NewGuid():n}/";

    protected FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected PartBufferPool Pool { get; } = new(40 * MiB);

    protected IObjectStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        Store?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3 * MiB)]
    public async Task PutAsync_StoresTheBytes(int size)
    {
        var content = Content(size);

        var stored = await Store.PutAsync(Key("a"), content, null, None);

        Assert.Equal(size, stored.Size);
        Assert.Equal(content, await ReadAsync(Key("a")));
        var info = await Store.HeadAsync(Key("a"), None);
        Assert.Equal((size, stored.ETag), (info!.Size, info.ETag));
    }

    [Fact]
    public async Task PutAsync_ReplacesTheObjectThatWasThere()
    {
        await Store.PutAsync(Key("a"), Content(1000), null, None);

        await Store.PutAsync(Key("a"), Content(10), null, None);

        Assert.Equal(Content(10), await ReadAsync(Key("a")));
    }

    [Fact]
    public async Task PutAsync_KeepsMetadata_IfTheStoreKeepsAny()
    {
        Assert.True(Barcode.TryParse("39015012345678", out var barcode, out _));
        var metadata = ObjectMetadata.ForArchive(barcode, new DateTimeOffset(2026, 1, 5, 10, 15, 0, 123, TimeSpan.FromHours(1)), "\"0xE7AG01\"");
        await Store.PutAsync(Key("small"), Content(10), metadata, None);
        await WriteAsync(Key("streamed"), Content(12 * MiB), metadata);
        await Store.CopyAsync(Key("streamed"), Key("copied"), None);

        foreach (var name in new[] { "small", "streamed", "copied" })
        {
            var kept = (await Store.HeadAsync(Key(name), None))!.Metadata;
            Assert.Equal(Store.Features.HasFlag(StorageFeatures.Metadata) ? metadata : new Dictionary<string, string>(), kept);
        }
    }

    [Fact]
    public async Task PutAsync_LeavesTheOldObject_IfWritingFails()
    {
        await Store.PutAsync(Key("a"), Content(10), null, None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.PutAsync(
            Key("a"),
            static async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(Content(11 * MiB), cancellationToken);
                throw new InvalidOperationException();
            },
            None));

        Assert.Equal(Content(10), await ReadAsync(Key("a")));
        await AssertNothingUnfinishedAsync();
    }

    [Fact]
    public async Task HeadAndRead_GiveNull_IfThereIsNoObject()
    {
        await Store.PutAsync(Key("a"), Content(1), null, None);

        Assert.Null(await Store.HeadAsync(Key("b"), None));
        Assert.Null(await Store.ReadAsync(Key("b"), null, None));
    }

    [Fact]
    public async Task TryCreateAsync_HasOneWinner_IfTwentyTryAtOnce()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Task.Run(() => Store.TryCreateAsync(Key("config"), new[] { (byte)n }, None))));

        var winner = Array.IndexOf(won, true);
        Assert.Single(won, static one => one);
        Assert.Equal([(byte)winner], await ReadAsync(Key("config")));
        Assert.False(await Store.TryCreateAsync(Key("config"), new byte[] { 99 }, None));
        Assert.Equal([(byte)winner], await ReadAsync(Key("config")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10 * MiB)]
    [InlineData(25 * MiB + 1)]
    public async Task OpenWrite_ShowsTheObjectOnlyWhenItIsComplete(int size)
    {
        var content = Content(size);
        await using var writer = Store.OpenWrite(Key("a"));
        foreach (var piece in content.Chunk(700_001))
        {
            await writer.WriteAsync(piece);
        }

        Assert.Null(await Store.HeadAsync(Key("a"), None));
        var stored = await writer.CompleteAsync(None);

        Assert.Equal((size, true), (stored.Size, writer.IsCompleted));
        Assert.Equal(content, await ReadAsync(Key("a")));
        Assert.Equal(stored.ETag, (await Store.HeadAsync(Key("a"), None))!.ETag);
        await AssertNothingUnfinishedAsync();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(25 * MiB)]
    public async Task OpenWrite_LeavesNothing_IfItIsNotCompleted(int size)
    {
        await using (var writer = Store.OpenWrite(Key("a")))
        {
            await writer.WriteAsync(Content(size));
        }

        Assert.Null(await Store.HeadAsync(Key("a"), None));
        await AssertNothingUnfinishedAsync();
        Assert.Equal(0, Pool.Reserved);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(25 * MiB)]
    public async Task OpenWrite_LeavesNothing_IfItIsCancelled(int size)
    {
        using var cancel = new CancellationTokenSource();
        await using (var writer = Store.OpenWrite(Key("a")))
        {
            await writer.WriteAsync(Content(size), cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.CompleteAsync(cancel.Token));
        }

        Assert.Null(await Store.HeadAsync(Key("a"), None));
        await AssertNothingUnfinishedAsync();
        Assert.Equal(0, Pool.Reserved);
    }

    [Fact]
    public async Task DropUnfinishedAsync_DropsOldOnesOfTheRunOnly()
    {
        await LeaveUnfinishedAsync(Key("a"));
        await LeaveUnfinishedAsync(Key("b"));
        await LeaveUnfinishedAsync(new ObjectKey(Bucket.Meta, "other-" + Key("c").Key));
        await Store.PutAsync(Key("kept"), Content(1), null, None);

        Assert.Equal(0, await Store.DropUnfinishedAsync(Bucket.Meta, _prefix, TimeSpan.FromHours(1), None));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, await Store.DropUnfinishedAsync(Bucket.Meta, _prefix, TimeSpan.FromHours(1), None));
        Assert.Equal(0, await Store.DropUnfinishedAsync(Bucket.Meta, _prefix, TimeSpan.FromHours(1), None));
        Assert.Equal(1, await Store.DropUnfinishedAsync(Bucket.Meta, "other-" + _prefix, TimeSpan.FromHours(1), None));
        Assert.Equal(Content(1), await ReadAsync(Key("kept")));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a+b%2Fc%20d")]
    [InlineData("é漢字🙂")]
    [InlineData("quotes'\"&<>;=@,~!*()#?[]{}|^`$:")]
    [InlineData("deep/er/and-deeper/x.tar.gz")]
    public async Task Keys_MayHaveAnyCharacters(string name)
    {
        await Store.PutAsync(Key(name), Content(5), null, None);
        await WriteAsync(Key(name + "-streamed"), Content(11 * MiB), null);
        await Store.CopyAsync(Key(name), Key(name + "-copied"), None);

        Assert.Equal(Content(5), await ReadAsync(Key(name + "-copied")));
        Assert.Equal([Key(name), Key(name + "-copied"), Key(name + "-streamed")], (await ListAsync(_prefix)).Select(static one => one.Key));
        await Store.DeleteAsync(Key(name), None);
        Assert.Null(await Store.HeadAsync(Key(name), None));
    }

    [Fact]
    public async Task ReadAsync_GivesARange()
    {
        var content = Content(100_000);
        await Store.PutAsync(Key("a"), content, null, None);

        Assert.Equal(content[500..700], await ReadAsync(Key("a"), new ByteRange(500, 200)));
        Assert.Equal(content[99_990..], await ReadAsync(Key("a"), new ByteRange(99_990)));
        Assert.Equal(content[99_990..], await ReadAsync(Key("a"), new ByteRange(99_990, 500)));
        await using var part = await Store.ReadAsync(Key("a"), new ByteRange(0, 1), None);
        Assert.Equal(100_000, part!.Info.Size);
        Assert.Equal(StorageErrorKind.OutOfRange, (await Assert.ThrowsAsync<StorageException>(() => Store.ReadAsync(Key("a"), new ByteRange(100_000), None))).Kind);
    }

    [Fact]
    public async Task ListAsync_GivesAllInOrder_IfThereAreMoreThanAPage()
    {
        var names = Enumerable.Range(0, 1234).Select(static n => $"{n % 7}/{n:d5}").Append("6-after").Append("6").ToList();
        await Parallel.ForEachAsync(names.Where(static name => name != "6"), async (name, stop) => await Store.PutAsync(Key(name), Content(name.Length), null, stop));

        var listed = await ListAsync(_prefix);

        var expected = names.Where(static name => name != "6").Select(name => Key(name).Key).Order(StringComparer.Ordinal);
        Assert.Equal(expected, listed.Select(static one => one.Key.Key));
        Assert.All(listed, one => Assert.Equal(one.Key.Key.Length - _prefix.Length, one.Size));
        Assert.Equal(names.Count(static name => name.StartsWith("6/0", StringComparison.Ordinal)), (await ListAsync(_prefix + "6/0")).Count);
        Assert.Empty(await ListAsync(_prefix + "nothing"));
        Assert.Equal(expected.SkipWhile(key => string.CompareOrdinal(key, Key("3/00500").Key) <= 0), (await ListAsync(_prefix, Key("3/00500").Key)).Select(static one => one.Key.Key));
        Assert.Empty(await ListAsync(_prefix, Key("9").Key));
    }

    [Fact]
    public async Task DeleteAsync_DeletesAll_IfThereAreMoreThanARequestTakes()
    {
        var names = Enumerable.Range(0, 1005).Select(static n => $"a & <b>/{n:d4}").ToList();
        await Parallel.ForEachAsync(names.Append("kept"), async (name, stop) => await Store.PutAsync(Key(name), Content(1), null, stop));

        await Store.DeleteAsync([.. names.Select(Key), Key("not there")], None);

        Assert.Equal([Key("kept")], (await ListAsync(_prefix)).Select(static one => one.Key));
    }

    [Fact]
    public async Task CopyAsync_FailsWithNotFound_IfThereIsNoSource()
    {
        var failed = await Assert.ThrowsAsync<StorageException>(() => Store.CopyAsync(Key("a"), Key("b"), None));

        Assert.Equal((StorageErrorKind.NotFound, false), (failed.Kind, failed.ShouldRetry));
        Assert.Contains(Store.Describe(Key("a")), failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteAsync_IsContent_IfThereIsNoObject()
    {
        await Store.DeleteAsync(Key("x/y"), None);

        Assert.Empty(await ListAsync(_prefix));
    }

    [Fact]
    public async Task VerifyAsync_FindsAWrongSizeAndAMissingObject()
    {
        await Store.PutAsync(Key("a"), Content(10), null, None);

        Assert.Equal(10, (await Store.VerifyAsync(Key("a"), 10, null, None)).Size);
        Assert.Equal(StorageErrorKind.Mismatch, (await Assert.ThrowsAsync<StorageException>(() => Store.VerifyAsync(Key("a"), 11, null, None))).Kind);
        Assert.Equal(StorageErrorKind.Mismatch, (await Assert.ThrowsAsync<StorageException>(() => Store.VerifyAsync(Key("b"), 10, null, None))).Kind);
    }

    [Fact]
    public async Task Uploads_KeepWithinTheSharedBudget_IfSixteenRunAtOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => WriteAsync(Key($"{n}"), Content(23 * MiB + n), null))));

        Assert.InRange(Pool.PeakReserved, 0, Pool.Budget);
        Assert.Equal(0, Pool.Reserved);
        Assert.Equal(Enumerable.Range(0, 16).Select(static n => 23L * MiB + n), (await ListAsync(_prefix)).Select(static one => one.Size).Order());
        Assert.Equal(SHA256.HashData(Content(23 * MiB + 15)), SHA256.HashData(await ReadAsync(Key("15"))));
    }

    /// <summary>The same bytes for the same size, and others for another.</summary>
    protected static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    protected ObjectKey Key(string name) => new(Bucket.Meta, _prefix + name);

    /// <summary>Opens the store under test, or skips.</summary>
    protected abstract Task<IObjectStore> OpenAsync();

    /// <summary>Leaves what an upload leaves whose process was killed.</summary>
    protected abstract Task LeaveUnfinishedAsync(ObjectKey key);

    /// <summary>How many uploads there are that never ended.</summary>
    protected abstract Task<int> UnfinishedAsync(string prefix);

    protected async Task<byte[]> ReadAsync(ObjectKey key, ByteRange? range = null)
    {
        await using var content = await Store.ReadAsync(key, range, None);
        Assert.NotNull(content);
        using var bytes = new MemoryStream();
        await content.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    protected async Task WriteAsync(ObjectKey key, byte[] content, IReadOnlyDictionary<string, string>? metadata)
    {
        await using var writer = Store.OpenWrite(key, metadata);
        await writer.WriteAsync(content);
        await writer.CompleteAsync(None);
    }

    private async Task AssertNothingUnfinishedAsync() => Assert.Equal(0, await UnfinishedAsync(_prefix));

    private async Task<List<ListedObject>> ListAsync(string prefix, string? after = null)
    {
        var all = new List<ListedObject>();
        await foreach (var one in Store.ListAsync(Bucket.Meta, prefix, after, None))
        {
            all.Add(one);
        }

        return all;
    }
}
