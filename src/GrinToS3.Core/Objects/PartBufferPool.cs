namespace GrinToS3.Objects;

/// <summary>
/// The memory that all uploads of a process share: a part waits for its whole room before it takes its first byte, in the order of asking.
/// So an upload that has begun a part can always finish it, and no number of uploads takes more than the budget.
/// </summary>
public sealed class PartBufferPool
{
    /// <summary>The bytes of one block; rooms are whole blocks.</summary>
    public const int BlockBytes = 1024 * 1024;

    /// <summary>The budget of a process that is given no other.</summary>
    public const long DefaultBudget = 256L * BlockBytes;

    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _free = new();
    private readonly LinkedList<Waiting> _waiting = new();

    /// <summary>Makes a pool; memory is taken when it is first written to.</summary>
    /// <param name="budget">The most bytes, at least 5 MiB: S3's smallest part.</param>
    public PartBufferPool(long budget = DefaultBudget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, PartSizes.Smallest);
        Budget = budget / BlockBytes * BlockBytes;
    }

    /// <summary>The most bytes.</summary>
    public long Budget { get; }

    /// <summary>Bytes that parts have now.</summary>
    public long Reserved { get; private set; }

    /// <summary>The most bytes that parts had at once.</summary>
    public long PeakReserved { get; private set; }

    /// <summary>Waits for the room of a part.</summary>
    /// <param name="bytes">The part's size, at most the budget.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The room, which goes back when it is disposed.</returns>
    public async ValueTask<PartBuffer> ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Budget);
        cancellationToken.ThrowIfCancellationRequested();
        var room = (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
        LinkedListNode<Waiting> place;
        lock (_gate)
        {
            if (_waiting.Count is 0 && TryReserve(room))
            {
                return new PartBuffer(this, bytes, room);
            }

            place = _waiting.AddLast(new Waiting(room));
        }

        await using var registration = cancellationToken.Register(() => GiveUp(place, cancellationToken));
        await place.Value.Granted.Task;
        return new PartBuffer(this, bytes, room);
    }

    internal byte[] TakeBlock()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var block))
            {
                return block;
            }
        }

        return GC.AllocateUninitializedArray<byte>(BlockBytes);
    }

    internal void Return(long room, List<byte[]> blocks)
    {
        lock (_gate)
        {
            Reserved -= room;
            blocks.ForEach(_free.Push);
            GrantWaiting();
            if (Reserved is 0)
            {
                // A host that uploads nothing now has better use for the memory.
                _free.Clear();
            }
        }
    }

    private void GiveUp(LinkedListNode<Waiting> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is null)
            {
                return;
            }

            _waiting.Remove(place);
            place.Value.Granted.SetCanceled(cancellationToken);
            GrantWaiting();
        }
    }

    private void GrantWaiting()
    {
        while (_waiting.First is { } first && TryReserve(first.Value.Room))
        {
            _waiting.RemoveFirst();
            first.Value.Granted.SetResult();
        }
    }

    private bool TryReserve(long room)
    {
        if (Reserved + room > Budget)
        {
            return false;
        }

        Reserved += room;
        PeakReserved = Math.Max(PeakReserved, Reserved);
        return true;
    }

    private sealed class Waiting(long room)
    {
        internal long Room => room;

        internal TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
