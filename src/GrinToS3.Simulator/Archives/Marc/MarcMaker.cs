using System.Globalization;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Marc;

/// <summary>Makes the record of a volume: the fields that are extracted, in the variety that real catalogues have, and some that are not.</summary>
internal sealed class MarcMaker
{
    private readonly List<MarcField> _fields = [];
    private readonly Dice _dice;

    private MarcMaker(Dice dice) => _dice = dice;

    /// <summary>Makes the record of a volume.</summary>
    /// <param name="volume">The volume's dice.</param>
    /// <param name="title">Its title.</param>
    public static MarcRecord Make(Dice volume, string title)
    {
        var maker = new MarcMaker(volume);
        var expected = maker.AddNumbers(new ExpectedMarc());
        expected = maker.AddAuthors(maker.AddTitle(expected, title));
        return new MarcRecord(maker._fields, maker.AddTopics(expected));
    }

    private ExpectedMarc AddNumbers(ExpectedMarc expected)
    {
        var bits = _dice.Bits(Roll.MarcNumbers);
        var number = (bits >> 8 & 0xFFFFFF).ToString(CultureInfo.InvariantCulture);
        if (Has(bits, 0))
        {
            _fields.Add(MarcField.Control("001", $"  {number} "));
            expected = expected with { ControlNumber = number };
        }

        expected = MarcDates.Add(_fields, _dice, expected);
        if (Has(bits, 1))
        {
            _fields.Add(MarcField.Data("010", ("a", $"   {number}  "), ("z", "sn 00000000")));
            expected = expected with { Lccn = number };
        }

        var isbns = Values(bits >> 32 & 3, "020", "978" + number, " (pbk.)");
        var oclc = Values(bits >> 34 & 3, "035", "(OCoLC)" + number, "");
        _fields.Add(MarcField.Data("035", ("a", "(CStRLIN)NYPG" + number), ("9", "(OCoLC)no")));
        var call = Values(bits >> 36 & 1, "050", "QH" + number, " .M6");
        return expected with { Isbn = Join(isbns), OclcNumbers = Join(oclc), CallNumber = Join(call) };
    }

    private ExpectedMarc AddTitle(ExpectedMarc expected, string title)
    {
        var hasRemainder = Has(_dice.Bits(Roll.MarcForm), 0);
        var remainder = hasRemainder ? "with notes & remarks /" : null;
        _fields.Add(hasRemainder
            ? MarcField.Data("245", ("6", "880-01"), ("a", $" {title} :"), ("b", $"{remainder} "), ("c", "anon."))
            : MarcField.Data("245", ("a", $" {title} :")));
        return expected with { Title = $"{title} :", TitleRemainder = remainder };
    }

    private ExpectedMarc AddAuthors(ExpectedMarc expected)
    {
        var number = _dice.Number(Roll.MarcAuthors, 1000).ToString(CultureInfo.InvariantCulture);
        switch (_dice.Number(Roll.MarcAuthors, 5))
        {
            case 0:
                _fields.Add(MarcField.Data("110", ("a", "Société no. " + number + "."), ("b", "Section B.")));
                return expected with { AuthorCorporate = "Société no. " + number + "." };
            case 1:
                _fields.Add(MarcField.Data("111", ("a", "Congress <" + number + ">"), ("d", "1889")));
                return expected with { AuthorMeeting = "Congress <" + number + ">" };
            case 2:
                return expected;
            default:
                _fields.Add(MarcField.Data("100", ("a", ""), ("a", "Example, Ann " + number + ","), ("d", "1850-1910")));
                return expected with { AuthorPersonal = "Example, Ann " + number + "," };
        }
    }

    private ExpectedMarc AddTopics(ExpectedMarc expected)
    {
        var bits = _dice.Bits(Roll.MarcTopics);
        var notes = Values(bits & 3, "500", "Includes index no.", "");
        var subjects = Values(bits >> 2 & 3, "650", "Mosses", "..");
        var genres = Values(bits >> 4 & 1, "655", "Field guides", ".");
        _fields.Add(MarcField.Data("880", ("6", "245-01"), ("a", "植物誌")));
        return expected with
        {
            GeneralNote = Join(notes),
            Subjects = Join([.. subjects.Select(subject => subject.TrimEnd('.'))]),
            Genres = Join([.. genres.Select(genre => genre.TrimEnd('.'))]),
        };
    }

    // A subfield that is empty counts for nothing; one field has two values where there are three.
    private List<string> Values(ulong count, string tag, string text, string end)
    {
        var values = Enumerable.Range(1, (int)count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{text}-{n}{end}")).ToList();
        if (values.Count == 3)
        {
            _fields.Add(MarcField.Data(tag, ("a", values[0]), ("a", ""), ("a", values[1])));
            _fields.Add(MarcField.Data(tag, ("a", values[2])));
        }
        else
        {
            _fields.AddRange(values.Select(value => MarcField.Data(tag, ("a", value), ("q", "x"))));
        }

        return values;
    }

    private static string? Join(List<string> values) => values.Count == 0 ? null : string.Join(", ", values);

    private static bool Has(ulong bits, int bit) => (bits >> bit & 1) == 1;
}
