using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>What pages are written with: common words, and now and then the subject of a title.</summary>
internal static class PageWords
{
    private const int OneInIsSubject = 24;

    private static readonly string[] Words =
        ("the of and to in a is that was it for on are as with his they at be this from have or by one had not but what all were when we there can an "
        + "your which their said if do will each about how up out them then she many some so these would other into has more her two like him see "
        + "time could no make than first been its who now people my made over did down only way find use may water long little very after words "
        + "called just where most know moss fell stone heath valley river bog ridge peat spring damp shade; north, growth. \u201Cindeed\u201D na\u00EFve c\u0153ur Stra\u00DFe")
        .Split(' ');

    public static string Pick(Dice word) => word.Number(Roll.PageKind, OneInIsSubject) == 0
        ? TitleWords.Subjects[word.Number(Roll.PageText, TitleWords.Subjects.Length)].Text
        : Words[word.Number(Roll.PageText, Words.Length)];
}
