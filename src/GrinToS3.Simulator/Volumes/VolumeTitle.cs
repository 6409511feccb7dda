using System.Globalization;
using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Volumes;

/// <summary>A volume's title: an opening, a subject, an ending, and for every other volume its number in the set.</summary>
internal readonly struct VolumeTitle(Dice dice)
{
    private readonly ulong _bits = dice.Bits(Roll.Title);

    private Phrase Opening => TitleWords.Openings[(int)(_bits & 31)];

    private Phrase Subject => TitleWords.Subjects[(int)(_bits >> 5 & 31)];

    private Phrase Ending => TitleWords.Endings[(int)(_bits >> 10 & 15)];

    private bool IsNumbered => (_bits >> 14 & 1) == 1;

    private int VolumeNumber => (int)(_bits >> 15 & 127) + 1;

    public void AppendHtml(ref Utf8Chunk chunk)
    {
        chunk.Append(Opening.Html);
        chunk.Append(Subject.Html);
        chunk.Append(Ending.Html);
        if (IsNumbered)
        {
            chunk.Append(", v. "u8);
            chunk.AppendNumber(VolumeNumber);
        }
    }

    public override string ToString()
    {
        var name = Opening.Text + Subject.Text + Ending.Text;
        return IsNumbered ? string.Create(CultureInfo.InvariantCulture, $"{name}, v. {VolumeNumber}") : name;
    }
}
