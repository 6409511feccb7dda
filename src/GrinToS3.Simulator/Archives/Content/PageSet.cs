using System.Globalization;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>The pages of a volume: an image each, and for most a text and its hOCR.</summary>
internal sealed class PageSet
{
    private const int OneInLacksText = 20;
    private const int OneInIsTiff = 4;

    private readonly List<string> _texts = [];
    private readonly List<ArchiveMember> _members = [];

    /// <summary>Draws pages until they are as large as they should be; there are three at least.</summary>
    /// <param name="dice">The archive's dice.</param>
    /// <param name="images">Where images come from.</param>
    /// <param name="pages">Where texts come from, but for the first.</param>
    /// <param name="first">The title page.</param>
    /// <param name="bytes">The size that is wanted.</param>
    public PageSet(Dice dice, ImagePool images, PagePool pages, Page first, long bytes)
    {
        var isTiff = dice.Number(Roll.Page, OneInIsTiff) == 0;
        for (var number = 1; number <= 3 || bytes >= images.MeanBytes / 2; number++)
        {
            var page = dice.Of(Roll.Page, number);
            var image = images.Pick(page, isTiff);
            var name = number.ToString("D8", CultureInfo.InvariantCulture);
            _members.Add(new ArchiveMember(name + (isTiff ? ".tif" : ".jp2"), image));
            bytes -= image.Bytes.Length + AddText(number, name, number == 1 ? first : pages.Pick(page), page.Number(Roll.PageKind, OneInLacksText) == 0);
        }
    }

    /// <summary>All members, in the order of the pages.</summary>
    public IReadOnlyList<ArchiveMember> Members => _members;

    /// <summary>The text of each page, up to the last that has one; empty where a page before it has none.</summary>
    public IReadOnlyList<string> Texts => _texts;

    private long AddText(int number, string name, Page page, bool lacksText)
    {
        _members.Add(new ArchiveMember(name + ".html", page.Hocr));
        if (lacksText && number > 1)
        {
            return page.Hocr.Bytes.Length / 3;
        }

        _texts.AddRange(Enumerable.Repeat("", number - 1 - _texts.Count));
        _texts.Add(page.Expected);
        _members.Add(new ArchiveMember(name + ".txt", page.Text));
        return (page.Hocr.Bytes.Length + page.Text.Bytes.Length) / 3;
    }
}
