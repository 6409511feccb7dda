namespace GrinToS3.Simulator.Faults.Bodies;

/// <summary>Passes the first bytes of a body on, then asks whether the rest may follow; drops it if not.</summary>
internal sealed class GatedBody(Stream inner, long free, Func<Task<bool>> mayFollow) : WriteOnlyStream
{
    private long _free = free;
    private bool? _opened;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var first = (int)Math.Min(_free, buffer.Length);
        await inner.WriteAsync(buffer[..first], cancellationToken);
        _free -= first;
        if (first == buffer.Length)
        {
            return;
        }

        await inner.FlushAsync(cancellationToken);
        if (_opened ??= await mayFollow())
        {
            await inner.WriteAsync(buffer[first..], cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
