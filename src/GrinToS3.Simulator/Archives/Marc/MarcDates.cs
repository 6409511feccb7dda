using System.Globalization;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Marc;

/// <summary>Field 008: dates of every type, blanks, unknown digits, a year 1999, no end; in one volume of twelve there is none.</summary>
internal static class MarcDates
{
    private const int OneInHasNone = 12;
    private const string Blank = "    ";

    public static ExpectedMarc Add(List<MarcField> fields, Dice dice, ExpectedMarc expected)
    {
        if (dice.Number(Roll.MarcDates, OneInHasNone) == 0)
        {
            return expected;
        }

        var bits = dice.Bits(Roll.MarcDates);
        var year = (1750 + (int)(bits & 0xFF)).ToString(CultureInfo.InvariantCulture);
        var (type, first, second) = (bits >> 8 & 7) switch
        {
            0 => ("c", year, "9999"),
            1 => ("m", year, "1999"),
            2 => ("s", "1999", Blank),
            3 => ("q", "18uu", "uuuu"),
            4 => (" ", year, Blank),
            5 => ("d", "0999", "9998"),
            _ => ("s", year, Blank),
        };
        var language = (bits >> 11 & 3) switch { 0 => "   ", 1 => "fre", 2 => "ger", _ => "eng" };
        var field = $"850312{type}{first}{second}enk           000 0 {language}  ";
        // Some programs cut blanks at the end; some libraries fill them.
        field = (bits >> 13 & 3) switch { 0 => field[..38], 1 => field[..38] + " d", _ => field };
        fields.Add(MarcField.Control("008", field));
        return expected with
        {
            Field008 = field,
            DateType = NullIfBlank(type),
            Date1 = NullIfNoYear(first),
            Date2 = NullIfNoYear(second),
            Language = NullIfBlank(language),
        };
    }

    private static string? NullIfBlank(string text) => text.Trim().Length == 0 ? null : text;

    private static string? NullIfNoYear(string text) => text.All(char.IsAsciiDigit) && text != "9999" ? text : null;
}
