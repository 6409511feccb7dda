using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GrinToS3.Progress;

namespace GrinToS3.Exporting;

/// <summary>Writes volumes as a JSON object a line: keys are the columns' names in SQL, NULL is <c>null</c>, <c>is_decrypted</c> is a boolean, all else is text as stored.</summary>
internal static class JsonLinesExport
{
    private const int BufferBytes = 256 * 1024;

    // The file is UTF-8: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static long Write(ProgressReader reader, BookSelection selection, Stream target, CancellationToken cancellation)
    {
        var columns = selection.Columns.Select(static column => (Column: column, Key: JsonEncodedText.Encode(column.SqlName()))).ToArray();
        var buffer = new ArrayBufferWriter<byte>(2 * BufferBytes);
        using var json = new Utf8JsonWriter(buffer, Options);
        var rows = reader.Read(
            selection,
            row =>
            {
                WriteRow(json, columns, row);
                buffer.Write("\n"u8);
                if (buffer.WrittenCount >= BufferBytes)
                {
                    Flush(buffer, target);
                }
            },
            cancellation);
        Flush(buffer, target);
        return rows;
    }

    private static void WriteRow(Utf8JsonWriter json, (BookColumn Column, JsonEncodedText Key)[] columns, BookRow row)
    {
        json.WriteStartObject();
        foreach (var (column, key) in columns)
        {
            if (column == BookColumn.IsDecrypted)
            {
                json.WriteBoolean(key, row.IsDecrypted);
            }
            else if (row.IsNull(column))
            {
                json.WriteNull(key);
            }
            else
            {
                json.WriteString(key, row[column]);
            }
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset();
    }

    private static void Flush(ArrayBufferWriter<byte> buffer, Stream target)
    {
        target.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
