namespace GrinToS3.Archives.Marc;

/// <summary>
/// The columns of <c>books</c> that a MARC record fills (spec: storage-config 10), with two defects of the existing tool corrected (spec: gaps 13, 14): field 008
/// is not trimmed before its positions are counted, and 9999 alone stands for an open end, so that 1999 is a year like any other.
/// </summary>
public static class MarcColumns
{
    private const string Separator = ", ";
    private const int FixedLength = 40;

    /// <summary>The columns and their values, null where the record has none. <c>marc_extraction_timestamp</c> is the caller's.</summary>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> From(MarcRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var data = record.Control("008")?.PadRight(FixedLength);
        return
        [
            new("marc_control_number", Filled(record.Control("001")?.Trim())),
            new("marc_date_type", Filled(data?[6..7])),
            new("marc_date_1", Year(data?[7..11])),
            new("marc_date_2", Year(data?[11..15])),
            new("marc_language", Filled(data?[35..38])),
            new("marc_lccn", First("010", "a")),
            new("marc_lc_call_number", Joined(record.Values("050", "a"))),
            new("marc_isbn", Joined(record.Values("020", "a"))),
            new("marc_oclc_numbers", Joined(record.Values("035", "a").Where(static value => value.Contains("(OCoLC)", StringComparison.Ordinal)))),
            new("marc_title", First("245", "a")),
            new("marc_title_remainder", First("245", "b")),
            new("marc_author_personal", First("100", "a")),
            new("marc_author_corporate", First("110", "a")),
            new("marc_author_meeting", First("111", "a")),
            new("marc_subjects", Joined(record.Values("650", "a").Select(WithoutPeriods))),
            new("marc_genres", Joined(record.Values("655", "a").Select(WithoutPeriods))),
            new("marc_general_note", Joined(record.Values("500", "a"))),
        ];

        string? First(string tag, string code) => record.Values(tag, code).FirstOrDefault();
    }

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string? Year(string? value) => value is null or "9999" || value.AsSpan().ContainsAnyExceptInRange('0', '9') ? null : value;

    private static string WithoutPeriods(string value) => value.TrimEnd('.').TrimEnd();

    private static string? Joined(IEnumerable<string> values) => Filled(string.Join(Separator, values.Where(static value => value.Length > 0)));
}
