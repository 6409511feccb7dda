using GrinToS3.Collecting;
using GrinToS3.Objects;

namespace GrinToS3.Syncing;

/// <summary>Passes every call to a real store, but for those that the plan has fail: before anything has happened, as a server that can't be reached.</summary>
internal sealed class FailingStore(IObjectStore inner, FailingStore.Plan plan) : IObjectStore
{
    public StorageFeatures Features => inner.Features;

    /// <summary>Puts one before the store of a run.</summary>
    /// <param name="plan">Which of its calls fail.</param>
    internal static RunChanges In(Plan plan) => new() { Open = options => options with { Storage = inner => new FailingStore(inner, plan) } };

    public Task<StoredObject> PutAsync(
        ObjectKey key, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.PutAsync(key, content, metadata, cancellationToken);
    }

    public Task<bool> TryCreateAsync(ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.TryCreateAsync(key, content, cancellationToken);
    }

    public ObjectWriteStream OpenWrite(ObjectKey key, IReadOnlyDictionary<string, string>? metadata = null) =>
        new FailingWrite(inner.OpenWrite(key, metadata), plan);

    public Task<StoredObject> CopyAsync(ObjectKey source, ObjectKey target, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.CopyAsync(source, target, cancellationToken);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.HeadAsync(key, cancellationToken);
    }

    public Task<ObjectContent?> ReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.ReadAsync(key, range, cancellationToken);
    }

    public IAsyncEnumerable<ListedObject> ListAsync(Bucket bucket, string prefix, string? after, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.ListAsync(bucket, prefix, after, cancellationToken);
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.DeleteAsync(key, cancellationToken);
    }

    public Task DeleteAsync(IReadOnlyList<ObjectKey> keys, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.DeleteAsync(keys, cancellationToken);
    }

    public Task TagAsync(ObjectKey key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.TagAsync(key, tags, cancellationToken);
    }

    public Task<int> DropUnfinishedAsync(Bucket bucket, string prefix, TimeSpan age, CancellationToken cancellationToken)
    {
        plan.Count();
        return inner.DropUnfinishedAsync(bucket, prefix, age, cancellationToken);
    }

    public string Describe(ObjectKey key) => inner.Describe(key);

    public string StoragePath(ObjectKey key) => inner.StoragePath(key);

    public void Dispose() => inner.Dispose();

    /// <summary>Which calls fail, counted from 1.</summary>
    internal sealed class Plan
    {
        private int _calls;
        private int _from = int.MaxValue;
        private int _count;

        internal int Calls => _calls;

        internal bool HasFailed { get; private set; }

        /// <summary>What a call throws that fails, by its number.</summary>
        internal Func<int, Exception> Throw { get; init; } =
            static call => new StorageException(StorageErrorKind.Unreachable, $"call {call} of the storage fails");

        internal void Fail(int from, int count) => (_calls, _from, _count, HasFailed) = (0, from, count, false);

        internal void Heal() => _from = int.MaxValue;

        internal void Count()
        {
            var call = Interlocked.Increment(ref _calls);
            if (call >= _from && call - _from < _count)
            {
                HasFailed = true;
                throw Throw(call);
            }
        }
    }
}
