using System.Buffers.Text;
using System.Text;

namespace GrinToS3.Simulator.Html;

/// <summary>UTF-8 that is written straight into a response's buffer; a row costs no string.</summary>
internal ref struct Utf8Chunk(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    public readonly int Free => _buffer.Length - Length;

    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(_buffer[Length..]);
        Length += utf8.Length;
    }

    /// <summary>Makes room for bytes that the caller sets itself.</summary>
    public Span<byte> Take(int count)
    {
        var taken = _buffer.Slice(Length, count);
        Length += count;
        return taken;
    }

    public void AppendNumber(long value)
    {
        if (!Utf8Formatter.TryFormat(value, _buffer[Length..], out var written))
        {
            throw new ArgumentException("the buffer is full", nameof(value));
        }

        Length += written;
    }

    /// <summary>Appends a number that is not negative, with leading zeros.</summary>
    public void AppendDigits(long value, int digits)
    {
        var taken = Take(digits);
        for (var i = digits - 1; i >= 0; i--)
        {
            taken[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(_buffer[..Length]);
}
