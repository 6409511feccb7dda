using GrinToS3.Simulator.Archives;

namespace GrinToS3.Testing.Archives;

/// <summary>The MARC columns of a volume's row, as the simulator's own description says they must be.</summary>
public static class MarcRow
{
    /// <summary>The columns, separated by commas.</summary>
    public const string Columns =
        "marc_control_number, marc_date_type, marc_date_1, marc_date_2, marc_language, marc_lccn, marc_lc_call_number, marc_isbn, marc_oclc_numbers, marc_title, "
        + "marc_title_remainder, marc_author_personal, marc_author_corporate, marc_author_meeting, marc_subjects, marc_genres, marc_general_note";

    /// <summary>Their values in the same order, joined by a bar; nothing where a column is NULL.</summary>
    public static string Of(ExpectedMarc marc)
    {
        ArgumentNullException.ThrowIfNull(marc);
        return string.Join(
            '|',
            marc.ControlNumber, marc.DateType, marc.Date1, marc.Date2, marc.Language, marc.Lccn, marc.CallNumber, marc.Isbn, marc.OclcNumbers, marc.Title,
            marc.TitleRemainder, marc.AuthorPersonal, marc.AuthorCorporate, marc.AuthorMeeting, marc.Subjects, marc.Genres, marc.GeneralNote);
    }
}
