using GrinToS3.Objects;

namespace GrinToS3.Syncing;

/// <summary>Counts the writes and the end of a real upload, any of which the plan may have fail.</summary>
internal sealed class FailingWrite(ObjectWriteStream inner, FailingStore.Plan plan) : ObjectWriteStream
{
    public override long Length => inner.Length;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        plan.Count();
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override async Task<StoredObject> CompleteAsync(CancellationToken cancellationToken)
    {
        plan.Count();
        var stored = await inner.CompleteAsync(cancellationToken);
        IsCompleted = true;
        return stored;
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
