using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using GrinToS3.Files;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress;

/// <summary>
/// Writes one batch, row by row, without allocating for a row: <see cref="BeginRow"/>, its fields, and so on, then <see cref="Complete"/>.
/// Disposed before that, it leaves nothing. One thread at a time.
/// </summary>
public sealed class InboxWriter : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly string _path;
    private readonly string _temporary;
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _buffered;
    private long _written;
    private int _fieldsLeft;
    private int _rowBytes;
    private bool _atKey;
    private bool _disposed;

    internal InboxWriter(string path)
    {
        _path = path;
        _temporary = AtomicFile.TemporaryName(path);
        _file = File.OpenHandle(_temporary, FileMode.CreateNew, FileAccess.Write);
        Append(BatchFormat.Start);
    }

    /// <summary>How many rows were begun.</summary>
    public long Rows { get; private set; }

    /// <summary>Begins a row; the one before must have all its fields.</summary>
    /// <param name="kind">What the row is.</param>
    /// <exception cref="InvalidOperationException">The row before is not whole.</exception>
    public void BeginRow(BatchRowKind kind)
    {
        RequireWholeRow();
        _fieldsLeft = BatchFormat.FieldCount(kind);
        _rowBytes = 0;
        _atKey = true;
        Rows++;
        Append([(byte)kind, (byte)_fieldsLeft]);
    }

    /// <summary>Writes the row's next field.</summary>
    /// <param name="utf8">The text; empty is not NULL.</param>
    /// <exception cref="ArgumentException">No UTF-8, a row above 256 KiB, or a first field (the barcode) that is empty.</exception>
    public void Field(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException($"a field of row {Rows} is not UTF-8", nameof(utf8));
        }

        if (_atKey && utf8.IsEmpty)
        {
            throw new ArgumentException($"row {Rows} has an empty barcode", nameof(utf8));
        }

        TakeField(utf8.Length);
        if (_buffer.Length - _buffered < BatchFormat.LengthMaxBytes)
        {
            Flush();
        }

        _buffered += Leb128.Write(_buffer.AsSpan(_buffered), (uint)utf8.Length + 1);
        Append(utf8);
    }

    /// <summary>Writes the row's next field.</summary>
    /// <param name="text">The text; empty is not NULL.</param>
    /// <exception cref="ArgumentException">A row above 256 KiB, or a first field (the barcode) that is empty.</exception>
    public void Field(ReadOnlySpan<char> text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Field(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Writes NULL as the row's next field.</summary>
    /// <exception cref="InvalidOperationException">It is the first field, the barcode.</exception>
    public void NullField()
    {
        if (_atKey)
        {
            throw new InvalidOperationException($"row {Rows} has no barcode");
        }

        TakeField(0);
        Append([0]);
    }

    /// <summary>Writes the row's next field.</summary>
    /// <param name="text">The text, or null for NULL.</param>
    public void FieldOrNull(string? text)
    {
        if (text is null)
        {
            NullField();
        }
        else
        {
            Field(text);
        }
    }

    /// <summary>Ends the file, syncs it and gives it its name; from then on it survives a crash, whole.</summary>
    /// <param name="note">What the caller wants to read back with <see cref="Inbox.TryReadReceipt"/>; at most 64 KiB of UTF-8.</param>
    /// <exception cref="InvalidOperationException">The last row is not whole.</exception>
    /// <exception cref="IOException">The file cannot be written, for instance on a full disk.</exception>
    public void Complete(string note = "")
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        RequireWholeRow();
        var noteUtf8 = Encoding.UTF8.GetBytes(note);
        if (noteUtf8.Length > BatchFormat.NoteMaxBytes)
        {
            throw new ArgumentException($"the note has {noteUtf8.Length} bytes; {BatchFormat.NoteMaxBytes} is the most", nameof(note));
        }

        Append(noteUtf8);
        Span<byte> counts = stackalloc byte[BatchFormat.HashedTrailerBytes];
        BinaryPrimitives.WriteInt32LittleEndian(counts, noteUtf8.Length);
        BinaryPrimitives.WriteInt64LittleEndian(counts[4..], Rows);
        Append(counts);
        Flush();
        Span<byte> hash = stackalloc byte[BatchFormat.HashBytes];
        _hash.GetHashAndReset(hash);
        Append(hash);
        Append(BatchFormat.End);
        Flush();
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();

        // Without a sync of the folder: a rename that a power loss takes back is a batch that is missing, and its page is fetched again.
        File.Move(_temporary, _path, overwrite: true);
        Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _file.Dispose();
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        File.Delete(_temporary);
    }

    private void TakeField(int bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_fieldsLeft == 0)
        {
            throw new InvalidOperationException($"row {Rows} has all its fields already");
        }

        _rowBytes += bytes + BatchFormat.LengthMaxBytes;
        if (_rowBytes > BatchFormat.RowMaxBytes)
        {
            throw new ArgumentException($"row {Rows} is above {BatchFormat.RowMaxBytes} bytes");
        }

        _fieldsLeft--;
        _atKey = false;
    }

    private void RequireWholeRow()
    {
        if (_fieldsLeft != 0)
        {
            throw new InvalidOperationException($"row {Rows} lacks {_fieldsLeft} fields");
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _buffer.Length - _buffered)
        {
            var part = bytes[..(_buffer.Length - _buffered)];
            part.CopyTo(_buffer.AsSpan(_buffered));
            _buffered += part.Length;
            bytes = bytes[part.Length..];
            Flush();
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    private void Flush()
    {
        var bytes = _buffer.AsSpan(0, _buffered);
        _hash.AppendData(bytes);
        RandomAccess.Write(_file, bytes, _written);
        _written += _buffered;
        _buffered = 0;
    }
}
