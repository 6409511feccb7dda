using System.Text;
using System.Text.Unicode;
using GrinToS3.Grin.Listing;

namespace GrinToS3.Grin.Reports;

/// <summary>
/// The answer of <c>_barcode_search</c>: a header row and a row a volume, fields separated by tabs (spec: grin-protocol 6). Read row by row, without
/// allocating for one. Columns are found by their names, never by their places.
/// </summary>
public sealed class BarcodeReport
{
    /// <summary>The column that names the volume.</summary>
    public const string BarcodeName = "Barcode";

    private const int MaxLineBytes = 64 * 1024;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly (int Start, int Length)[] _fields;
    private readonly int _barcode;
    private int _at;

    private BarcodeReport(ReadOnlyMemory<byte> body, int at, IReadOnlyList<string> names)
    {
        (_body, _at, Names) = (body, at, names);
        _fields = new (int, int)[names.Count];
        _barcode = names.Index().First(static one => one.Item == BarcodeName).Index;
    }

    /// <summary>The columns, in order, as GRIN spells them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Rows with more or fewer fields than there are columns: what is missing is blank, what is too much is left out.</summary>
    public int UnevenRows { get; private set; }

    /// <summary>The volume of the current row.</summary>
    public ReadOnlySpan<byte> Barcode => this[_barcode];

    /// <summary>A field of the current row, without white space around it.</summary>
    /// <param name="column">The column, from 0.</param>
    public ReadOnlySpan<byte> this[int column] => Utf8Text.Trim(_body.Span.Slice(_fields[column].Start, _fields[column].Length));

    /// <summary>Begins a report.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="asked">How many volumes were asked for: a last line without an end counts as cut off where there are fewer rows.</param>
    /// <returns>
    /// The report before its first row, or an error of kind <see cref="GrinErrorKind.SoftErrorPage"/>, <see cref="GrinErrorKind.LoginPage"/>,
    /// <see cref="GrinErrorKind.BodyTruncated"/>, <see cref="GrinErrorKind.LayoutChanged"/> or <see cref="GrinErrorKind.UnexpectedReply"/>.
    /// </returns>
    public static GrinResult<BarcodeReport> Open(ReadOnlyMemory<byte> body, int asked = 0)
    {
        var bytes = body.Span;
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var end = bytes[start..].IndexOf((byte)'\n');
        var header = Line(bytes, start, end < 0 ? bytes.Length : start + end);
        var names = header.IsEmpty ? [] : Encoding.UTF8.GetString(header).Split('\t').Select(static name => name.Trim()).ToList();
        if (Problem(bytes, names) is { } problem)
        {
            return problem;
        }

        return end < 0 || IsCut(bytes, names.Count, asked)
            ? new GrinError(GrinErrorKind.BodyTruncated, "GRIN's report ended in the middle of a line; ask again")
            : new BarcodeReport(body, start + end + 1, names);
    }

    /// <summary>Goes to the next row that has a barcode.</summary>
    /// <returns>False where there is none.</returns>
    public bool Next()
    {
        var bytes = _body.Span;
        while (_at < bytes.Length)
        {
            var start = _at;
            var end = bytes[start..].IndexOf((byte)'\n');
            end = end < 0 ? bytes.Length : start + end;
            _at = end + 1;
            Split(start, Line(bytes, start, end));
            if (!Barcode.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private void Split(int start, ReadOnlySpan<byte> line)
    {
        var (field, from) = (0, 0);
        for (; field < _fields.Length && from <= line.Length; field++)
        {
            var tab = line[from..].IndexOf((byte)'\t');
            var length = tab < 0 ? line.Length - from : tab;
            _fields[field] = (start + from, length);
            from += length + 1;
        }

        UnevenRows += !line.IsEmpty && (field < _fields.Length || from <= line.Length) ? 1 : 0;
        _fields.AsSpan(field).Clear();
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes, int start, int end) => bytes[start..end].TrimEnd((byte)'\r');

    private static GrinError? Problem(ReadOnlySpan<byte> bytes, List<string> names)
    {
        if (!names.Contains(BarcodeName))
        {
            var signs = new PageSigns();
            signs.Scan(bytes, hasTable: false);
            return signs switch
            {
                { IsSoftError: true } => new GrinError(
                    GrinErrorKind.SoftErrorPage, "GRIN answered with its page \"Your request is unavailable\"; ask again later"),
                { IsLogin: true } => new GrinError(
                    GrinErrorKind.LoginPage, "GRIN answered with Google's sign-in page instead of a report; the credentials were not accepted"),
                _ when bytes.Trim(" \t\r\n"u8).IsEmpty => new GrinError(GrinErrorKind.UnexpectedReply, "GRIN's report is empty, without even a header row"),
                _ when bytes.TrimStart(" \t\r\n"u8).StartsWith("<"u8) => new GrinError(
                    GrinErrorKind.UnexpectedReply, "GRIN answered with a page instead of a report; save it and report it"),
                _ => new GrinError(GrinErrorKind.LayoutChanged, $"GRIN's report has no column '{BarcodeName}'; save it and report it"),
            };
        }

        if (names.Where(static name => name.Length > 0).GroupBy(static name => name).FirstOrDefault(static name => name.Skip(1).Any()) is { } twice)
        {
            return new GrinError(GrinErrorKind.LayoutChanged, $"GRIN's report has the column '{twice.Key}' twice; save it and report it");
        }

        return !Utf8.IsValid(bytes) ? new GrinError(GrinErrorKind.UnexpectedReply, "GRIN's report is not UTF-8; save it and report it")
            : LongestLine(bytes) > MaxLineBytes ? new GrinError(GrinErrorKind.LayoutChanged, $"GRIN's report has a line of more than {MaxLineBytes} bytes; save it and report it")
            : null;
    }

    /// <summary>Whether the last line has no end, and lacks fields or is not the last of what was asked for: then more of the report may be missing than its end.</summary>
    private static bool IsCut(ReadOnlySpan<byte> bytes, int columns, int asked) =>
        bytes[(bytes.LastIndexOf((byte)'\n') + 1)..] is { IsEmpty: false } last
        && (last.Count((byte)'\t') + 1 < columns || bytes.Count((byte)'\n') < asked);

    private static int LongestLine(ReadOnlySpan<byte> bytes)
    {
        var longest = 0;
        foreach (var line in bytes.Split((byte)'\n'))
        {
            longest = Math.Max(longest, line.End.Value - line.Start.Value);
        }

        return longest;
    }
}
