using System.Buffers;

namespace GrinToS3.Grin.Reports;

/// <summary>The whole body of a report, in a buffer that is lent: a report is some 100 KB, and many are read.</summary>
internal sealed class ReportBody : IDisposable
{
    private const int FirstBytes = 256 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _filled;

    /// <summary>What was read.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _filled);

    /// <summary>Reads a body to its end.</summary>
    /// <returns>Why it is no report, where it is too large for one; else null.</returns>
    public async ValueTask<GrinError?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        _filled = 0;
        while (await body.ReadAsync(_buffer.AsMemory(_filled), cancellationToken) is var read and > 0)
        {
            _filled += read;
            if (_filled >= MostBytes)
            {
                return new GrinError(GrinErrorKind.UnexpectedReply, $"GRIN's report has more than {MostBytes} bytes; save it and report it");
            }

            if (_filled == _buffer.Length)
            {
                Grow();
            }
        }

        return null;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
