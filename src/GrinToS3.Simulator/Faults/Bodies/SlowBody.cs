namespace GrinToS3.Simulator.Faults.Bodies;

/// <summary>Passes a body on in small pieces, a tenth of a second apart.</summary>
internal sealed class SlowBody(Stream inner, int bytesPerSecond, TimeProvider time, CancellationToken ended) : WriteOnlyStream
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly int _piece = Math.Max(1, (int)(bytesPerSecond * Beat.TotalSeconds));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var piece = buffer[..Math.Min(_piece, buffer.Length)];
            await inner.WriteAsync(piece, cancellationToken);
            await inner.FlushAsync(cancellationToken);
            await Task.Delay(Beat, time, ended);
            buffer = buffer[piece.Length..];
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
