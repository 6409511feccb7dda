using System.Buffers;
using System.Text;

namespace GrinToS3.Exporting;

/// <summary>CSV rows in UTF-8 through one pooled buffer. Fields are quoted where Python's csv module quotes them: for , " CR and LF.</summary>
internal sealed class CsvWriter : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly Stream _target;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _buffered;
    private bool _rowHasField;

    public CsvWriter(Stream target) => _target = target;

    public void Field(string text) => Field(Encoding.UTF8.GetBytes(text));

    public void Field(ReadOnlySpan<byte> utf8)
    {
        if (_rowHasField)
        {
            Append(","u8);
        }

        _rowHasField = true;
        if (utf8.IsEmpty)
        {
            return;
        }

        if (utf8.ContainsAny(Special))
        {
            Quoted(utf8);
        }
        else
        {
            Append(utf8);
        }
    }

    public void EndRow()
    {
        Append("\r\n"u8);
        _rowHasField = false;
    }

    public void Flush()
    {
        _target.Write(_buffer, 0, _buffered);
        _buffered = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Quoted(ReadOnlySpan<byte> utf8)
    {
        Append("\""u8);
        for (var quote = utf8.IndexOf((byte)'"'); quote >= 0; quote = utf8.IndexOf((byte)'"'))
        {
            Append(utf8[..(quote + 1)]);
            Append("\""u8);
            utf8 = utf8[(quote + 1)..];
        }

        Append(utf8);
        Append("\""u8);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _buffered)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            _target.Write(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }
}
