using GrinToS3.Objects;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Verifying;

/// <summary>What belongs to a run among what belongs to others.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class RunObjectsTests(S3Server server)
{
    private const int Volumes = 700;

    [Theory]
    [InlineData(Bucket.Raw, false)]
    [InlineData(Bucket.Meta, false)]
    [InlineData(Bucket.Full, false)]
    [InlineData(Bucket.Raw, true)]
    [InlineData(Bucket.Full, true)]
    public async Task DeleteAsync_DeletesTheRunsObjectsOfTheBucketAndNothingElse_InS3(Bucket bucket, bool oneBucket)
    {
        await using var volumes = await StoredVolumes.InS3Async(server, StoredVolumes.Numbered(Volumes), oneBucket);
        ObjectKey[] others =
        [
            new(bucket, "run10/39015000000001.tar.gz"), new(bucket, "run1.tar.gz"), new(bucket, "run/39015000000001.tar.gz"), new(bucket, "top"),
        ];
        foreach (var key in others)
        {
            await volumes.Store.PutAsync(key, new byte[3], null, CancellationToken.None);
        }

        var expected = volumes.Objects.Select(static one => one.Key).Where(key => key.Bucket == bucket).ToHashSet();
        var objects = new RunObjects(volumes.Run);
        Assert.Equal(expected, (await KeysAsync(objects, bucket)).ToHashSet());

        Assert.Equal(Volumes, await objects.DeleteAsync(bucket, "", static _ => { }, CancellationToken.None));

        Assert.Empty(await KeysAsync(objects, bucket));
        foreach (var key in others.Concat(volumes.Objects.Select(static one => one.Key).Where(key => key.Bucket != bucket)))
        {
            Assert.NotNull(await volumes.Store.HeadAsync(key, CancellationToken.None));
        }
    }

    [Fact]
    public async Task ListAsync_LeavesOutWhatOtherRunsStored_InFolders()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(20));
        var other = new ObjectKey(Bucket.Raw, "39015999999999/39015999999999.tar.gz");
        await volumes.Store.PutAsync(other, new byte[3], null, CancellationToken.None);
        var objects = new RunObjects(volumes.Run);

        Assert.Equal(volumes.Objects.Where(static one => one.Kind is StoredKind.Archive).Select(static one => one.Key), await KeysAsync(objects, Bucket.Raw));

        Assert.Equal(20, await objects.DeleteAsync(Bucket.Raw, "", static _ => { }, CancellationToken.None));
        Assert.NotNull(await volumes.Store.HeadAsync(other, CancellationToken.None));
        Assert.Single(Directory.EnumerateDirectories(Path.GetDirectoryName(Path.GetDirectoryName(volumes.Store.Describe(other)))!));
    }

    private static async Task<List<ObjectKey>> KeysAsync(RunObjects objects, Bucket bucket)
    {
        var keys = new List<ObjectKey>();
        await foreach (var one in objects.ListAsync(bucket, "", CancellationToken.None))
        {
            keys.Add(one.Key);
        }

        return keys;
    }
}
