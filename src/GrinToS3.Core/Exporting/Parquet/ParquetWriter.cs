using System.Buffers;
using System.Buffers.Binary;
using GrinToS3.Files;

namespace GrinToS3.Exporting.Parquet;

/// <summary>
/// Writes a Parquet file (https://parquet.apache.org/docs/file-format/) without seeking: groups of rows, in each a chunk a column, in each a page of
/// values and before it one of the dictionary, then the footer. Compressed with gzip, which every reader knows. Why not a library: docs/adr/0014-our-own-parquet-writer.md.
/// </summary>
/// <param name="target">Where to write; left open.</param>
/// <param name="columns">The columns, which take the values.</param>
internal sealed class ParquetWriter(Stream target, IReadOnlyList<ParquetColumn> columns) : IDisposable
{
    private const int GroupRows = 64 * 1024;
    private const int GroupBytes = 32 * 1024 * 1024;

    private const int Plain = 0;
    private const int RunLength = 3;
    private const int DictionaryNumbers = 8;
    private const int GzipCodec = 2;
    private const int DataPage = 0;
    private const int DictionaryPage = 2;

    private readonly ArrayBufferWriter<byte> _groups = new();
    private readonly ArrayBufferWriter<byte> _page = new();
    private readonly ArrayBufferWriter<byte> _header = new();
    private readonly MemoryStream _compressed = new();
    private int _groupCount;
    private int _rows;
    private long _allRows;
    private long _position;

    /// <summary>Each column has taken one more value.</summary>
    internal void EndRow()
    {
        if (++_rows == GroupRows || (_rows % 64 == 0 && columns.Sum(static column => column.Bytes) >= GroupBytes))
        {
            WriteGroup();
        }
    }

    /// <summary>Writes what is left, and the footer.</summary>
    internal void Complete()
    {
        if (_rows > 0)
        {
            WriteGroup();
        }

        Begin();
        var footer = new ArrayBufferWriter<byte>();
        ParquetFooter.Write(footer, columns, _allRows, _groupCount, _groups.WrittenSpan);
        Put(footer.WrittenSpan);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.WrittenCount);
        Put(length);
        Put("PAR1"u8);
    }

    public void Dispose() => _compressed.Dispose();

    private void Begin()
    {
        if (_position == 0)
        {
            Put("PAR1"u8);
        }
    }

    private void WriteGroup()
    {
        Begin();
        var (thrift, begin) = (new ThriftWriter(_groups), _position);
        long uncompressed = 0;
        thrift.BeginItem();
        thrift.StructList(1, columns.Count);
        foreach (var column in columns)
        {
            uncompressed += WriteChunk(column, thrift);
            column.Clear();
        }

        thrift.Int64(2, uncompressed);
        thrift.Int64(3, _rows);
        thrift.Int64(5, begin);
        thrift.Int64(6, _position - begin);
        thrift.End();
        (_groupCount, _allRows, _rows) = (_groupCount + 1, _allRows + _rows, 0);
    }

    /// <summary>Writes a column's pages, and notes where they are.</summary>
    /// <returns>The bytes that they have without compression.</returns>
    private long WriteChunk(ParquetColumn column, ThriftWriter thrift)
    {
        var begin = _position;
        var hasDictionary = column.DictionaryCount > 0;
        long uncompressed = hasDictionary ? WritePage(DictionaryPage, column.DictionaryCount, Plain, column.Dictionary) : 0;
        var data = _position;
        _page.ResetWrittenCount();
        column.WriteValues(_page);
        uncompressed += WritePage(DataPage, _rows, hasDictionary ? DictionaryNumbers : Plain, _page.WrittenSpan);

        thrift.BeginItem();
        thrift.Int64(2, begin);
        thrift.BeginStruct(3);
        thrift.Int32(1, ParquetFooter.TypeOf(column));
        thrift.Int32List(2, hasDictionary ? [Plain, RunLength, DictionaryNumbers] : [Plain, RunLength]);
        thrift.TextList(3, column.Name);
        thrift.Int32(4, GzipCodec);
        thrift.Int64(5, _rows);
        thrift.Int64(6, uncompressed);
        thrift.Int64(7, _position - begin);
        thrift.Int64(9, data);
        if (hasDictionary)
        {
            thrift.Int64(11, begin);
        }

        // Of the statistics only these: readers leave out groups by the least and greatest value, which must then be right in UTF-8's order.
        thrift.BeginStruct(12);
        thrift.Int64(3, column.Nulls);
        thrift.End();
        thrift.End();
        thrift.End();
        return uncompressed;
    }

    private long WritePage(int type, int count, int encoding, ReadOnlySpan<byte> content)
    {
        _compressed.SetLength(0);
        using (var gzip = Gzip.Writing(_compressed))
        {
            gzip.Write(content);
        }

        _header.ResetWrittenCount();
        var thrift = new ThriftWriter(_header);
        thrift.BeginItem();
        thrift.Int32(1, type);
        thrift.Int32(2, content.Length);
        thrift.Int32(3, (int)_compressed.Length);
        thrift.BeginStruct(type == DataPage ? 5 : 7);
        thrift.Int32(1, count);
        thrift.Int32(2, encoding);
        if (type == DataPage)
        {
            thrift.Int32(3, RunLength);
            thrift.Int32(4, RunLength);
        }

        thrift.End();
        thrift.End();
        Put(_header.WrittenSpan);
        Put(_compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
        return _header.WrittenCount + content.Length;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        _position += bytes.Length;
    }
}
