using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress;

/// <summary>The end of a batch file, read before anything else of it.</summary>
/// <param name="RowsEnd">Where the rows end and the note begins.</param>
/// <param name="HashedEnd">Where the hashed bytes end.</param>
/// <param name="NoteBytes">Bytes of the note.</param>
/// <param name="Rows">Number of rows.</param>
internal readonly record struct BatchTrailer(long RowsEnd, long HashedEnd, int NoteBytes, long Rows)
{
    /// <summary>Reads the end of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hash">Gets the 32 bytes of the hash.</param>
    /// <param name="trailer">The trailer.</param>
    /// <returns>False where the file does not begin and end as a batch does.</returns>
    public static bool TryRead(SafeFileHandle file, Span<byte> hash, out BatchTrailer trailer)
    {
        trailer = default;
        var length = RandomAccess.GetLength(file);
        Span<byte> start = stackalloc byte[BatchFormat.Start.Length];
        Span<byte> end = stackalloc byte[BatchFormat.TrailerBytes];
        if (length < start.Length + end.Length
            || RandomAccess.Read(file, start, 0) != start.Length
            || RandomAccess.Read(file, end, length - end.Length) != end.Length
            || !start.SequenceEqual(BatchFormat.Start)
            || !end[^BatchFormat.End.Length..].SequenceEqual(BatchFormat.End))
        {
            return false;
        }

        var noteBytes = BinaryPrimitives.ReadUInt32LittleEndian(end);
        var rows = BinaryPrimitives.ReadInt64LittleEndian(end[4..]);
        var rowsEnd = length - end.Length - noteBytes;
        if (noteBytes > BatchFormat.NoteMaxBytes || rows < 0 || rowsEnd < start.Length)
        {
            return false;
        }

        end.Slice(BatchFormat.HashedTrailerBytes, BatchFormat.HashBytes).CopyTo(hash);
        trailer = new BatchTrailer(rowsEnd, length - end.Length + BatchFormat.HashedTrailerBytes, (int)noteBytes, rows);
        return true;
    }
}
