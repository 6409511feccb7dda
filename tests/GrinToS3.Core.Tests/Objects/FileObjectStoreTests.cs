using GrinToS3.Files;
using GrinToS3.Runs;
using GrinToS3.Testing;

namespace GrinToS3.Objects;

public sealed class FileObjectStoreTests : ObjectStoreContract
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task PutAsync_UsesConfiguredFolderNames_ExceptForArchives()
    {
        var store = Local(("bucket_raw", "my-raw"), ("bucket_meta", "my-meta"), ("bucket_full", "my-full"));
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await store.PutAsync(new ObjectKey(bucket, "k"), new byte[1], null, None);
        }

        Assert.Equal(["my-full/k", "my-meta/k", "raw/k"], Files());
        Assert.Equal(_folder["raw/k"], store.StoragePath(new ObjectKey(Bucket.Raw, "k")));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    public async Task PutAsync_RefusesAKeyThatLeavesItsBucket(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(new ObjectKey(Bucket.Raw, key), new byte[1], null, None));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task ListAsync_LeavesTemporaryFilesOut()
    {
        await LeaveUnfinishedAsync(Key("a"));

        Assert.Equal(1, await UnfinishedAsync(""));
        await foreach (var one in Store.ListAsync(Bucket.Meta, "", None))
        {
            Assert.Fail($"{one.Key.Key} is listed");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<IObjectStore> OpenAsync() => Task.FromResult<IObjectStore>(Local());

    protected override async Task LeaveUnfinishedAsync(ObjectKey key)
    {
        var path = AtomicFile.TemporaryName(Store.Describe(key));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, new byte[100]);
    }

    protected override Task<int> UnfinishedAsync(string prefix) => Task.FromResult(Files().Count(static file => AtomicFile.IsTemporary(Path.GetFileName(file))));

    private FileObjectStore Local(params (string Key, string Value)[] settings)
    {
        var config = settings.Append(("base_path", _folder.Path)).ToDictionary(one => one.Item1, one => (string?)one.Item2);
        return new FileObjectStore(new StorageConfig { Type = "local", Protocol = "file", Config = config }, Time);
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_folder.Path, path)).Order(StringComparer.Ordinal);
}
