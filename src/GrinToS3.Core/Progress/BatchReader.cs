using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress;

/// <summary>
/// Reads batch files row by row into one pinned buffer that is kept between files, while another thread hashes the same file. The rows are
/// only to be trusted once <see cref="Verify"/> has returned: whoever applies them does so in a transaction.
/// </summary>
internal sealed unsafe class BatchReader : IDisposable
{
    private const int ReadBytes = 128 * 1024;
    private const int MaxFields = byte.MaxValue;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BatchFormat.RowMaxBytes + ReadBytes, pinned: true);
    private readonly byte* _start;
    private readonly int[] _offsets = new int[MaxFields];
    private readonly int[] _lengths = new int[MaxFields];
    private readonly byte[] _expectedHash = new byte[BatchFormat.HashBytes];
    private BatchTrailer _trailer;
    private Task<byte[]>? _hashing;
    private SafeFileHandle? _file;
    private string _path = "";
    private long _fileRead;
    private long _rowsRead;
    private int _at;
    private int _filled;

    public BatchReader()
    {
        fixed (byte* start = _buffer)
        {
            _start = start;
        }
    }

    /// <summary>The number of rows that the file claims.</summary>
    public long Rows => _trailer.Rows;

    public BatchRowKind Kind { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="ProgressStoreException">It is absent, or no batch.</exception>
    public void Open(string path)
    {
        _path = path;
        _at = _filled = 0;
        _rowsRead = 0;
        try
        {
            _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            throw new ProgressStoreException(ProgressFault.BatchMissing, $"the batch {path} is not in the inbox; its page has to be fetched again");
        }

        if (!BatchTrailer.TryRead(_file, _expectedHash, out _trailer))
        {
            throw Damaged();
        }

        var (file, end) = (_file, _trailer.HashedEnd);
        _hashing = Task.Run(() => BatchHash.Of(file, end));
        _fileRead = BatchFormat.Start.Length;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False where the rows end.</returns>
    public bool Next()
    {
        while (!TryParseRow())
        {
            if (!Fill())
            {
                return _at == _filled ? false : throw Damaged();
            }
        }

        _rowsRead++;
        return true;
    }

    /// <summary>A field of the current row; the address is null for NULL. Stays where it is until <see cref="Next"/>.</summary>
    public byte* Field(int field, out int length)
    {
        length = _lengths[field];
        return length < 0 ? null : _start + _offsets[field];
    }

    /// <summary>Compares count and hash after the last row.</summary>
    /// <exception cref="ProgressStoreException">The file is not what was written.</exception>
    public void Verify()
    {
        if (_rowsRead != _trailer.Rows || !_hashing!.GetAwaiter().GetResult().AsSpan().SequenceEqual(_expectedHash))
        {
            throw Damaged();
        }
    }

    /// <summary>Ends with a file, also where it was not read to its end.</summary>
    public void Close()
    {
        // The other thread reads through the same handle; what it found no longer matters here.
        _hashing?.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _hashing = null;
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Close();

    private bool TryParseRow()
    {
        var rest = _buffer.AsSpan(_at, _filled - _at);
        if (rest.Length < 2)
        {
            return false;
        }

        Kind = (BatchRowKind)rest[0];
        FieldCount = rest[1];
        if (FieldCount == 0 || FieldCount != BatchFormat.FieldCount(Kind))
        {
            throw Damaged();
        }

        var offset = 2;
        for (var field = 0; field < FieldCount; field++)
        {
            var lengthPlusOne = offset < rest.Length ? rest[offset] : 0u;
            var prefix = lengthPlusOne < 0x80 ? 1 : Leb128.Read(rest[offset..], out lengthPlusOne);
            if (prefix < 0 || lengthPlusOne > BatchFormat.RowMaxBytes)
            {
                throw Damaged();
            }

            offset += prefix;
            _offsets[field] = _at + offset;
            _lengths[field] = (int)lengthPlusOne - 1;
            offset += Math.Max(0, _lengths[field]);
            if (prefix == 0 || offset > rest.Length)
            {
                return false;
            }
        }

        // The store's own guard: a row without a key would be one that no page could ever meet again.
        if (_lengths[0] <= 0)
        {
            throw Damaged();
        }

        _at += offset;
        return true;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        _filled -= _at;
        _at = 0;
        var room = (int)Math.Min(Math.Min(ReadBytes, _buffer.Length - _filled), _trailer.RowsEnd - _fileRead);
        var read = room == 0 ? 0 : RandomAccess.Read(_file!, _buffer.AsSpan(_filled, room), _fileRead);
        _filled += read;
        _fileRead += read;
        return read > 0;
    }

    private ProgressStoreException Damaged() =>
        new(ProgressFault.BatchDamaged, $"the batch {_path} is torn or altered; delete it, and its page is fetched again");
}
