namespace GrinToS3.Progress;

/// <summary>
/// The format of a batch file (docs/adr/0007-batch-files.md). All numbers are little-endian.
/// <code>
/// 8   "grinbat" and the version, 1
///     rows: kind (1), number of fields (1), the fields
///     field: length + 1 as LEB128 (0 is NULL, 1 the empty text), then that many bytes of UTF-8
///     the caller's note, UTF-8
/// 4   bytes of the note
/// 8   number of rows
/// 32  SHA-256 of all bytes before it
/// 8   the version, 1, and "tabnirg"
/// </code>
/// </summary>
internal static class BatchFormat
{
    public const int NoteMaxBytes = 64 * 1024;
    public const int RowMaxBytes = 256 * 1024;
    public const int HashBytes = 32;
    public const int HashedTrailerBytes = 4 + 8;
    public const int TrailerBytes = HashedTrailerBytes + HashBytes + 8;
    public const int LengthMaxBytes = 5;

    public static ReadOnlySpan<byte> Start => "grinbat\u0001"u8;

    public static ReadOnlySpan<byte> End => "\u0001tabnirg"u8;

    /// <summary>The number of fields that a row of a kind has; 0 for a kind that this version does not know.</summary>
    public static int FieldCount(BatchRowKind kind) => RowStatements.FieldCount(kind);
}
