using System.Buffers;
using System.Text.Json;

namespace GrinToS3.Cli.Output;

/// <summary>Writes rows as objects, one a line: a report may have a row for every volume.</summary>
internal sealed class JsonRows : IDisposable
{
    private const int FullBytes = 64 * 1024;

    private readonly Stream _output;
    private readonly JsonEncodedText[] _columns;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FullBytes);
    private readonly Utf8JsonWriter _json;

    internal JsonRows(Stream output, IReadOnlyList<string> columns)
    {
        _output = output;
        _columns = [.. columns.Select(static column => JsonEncodedText.Encode(column))];
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="values">Its values, one a column.</param>
    internal void Write(IReadOnlyList<string?> values)
    {
        _json.WriteStartObject();
        for (var column = 0; column < _columns.Length; column++)
        {
            _json.WriteString(_columns[column], values[column]);
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FullBytes)
        {
            Flush();
        }
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    private void Flush()
    {
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
