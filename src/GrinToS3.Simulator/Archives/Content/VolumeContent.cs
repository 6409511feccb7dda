using System.Text;
using GrinToS3.Simulator.Archives.Marc;
using GrinToS3.Simulator.Archives.Packing;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>
/// What an archive contains, as a tar file in gzip (spec: storage-config 9): images, texts, hOCR, METS and <c>checksum.md5</c>, in one of four orders, and for some
/// volumes below a folder.
/// </summary>
internal sealed class VolumeContent
{
    private const int OneInHasNotes = 8;
    private const string Checksums = "checksum.md5";

    private readonly Dice _dice;
    private readonly string _barcode;
    private readonly ArchiveFlaw _flaw;

    /// <summary>Makes the content of a volume.</summary>
    /// <param name="dice">The archive's dice.</param>
    /// <param name="directory">The library's directory.</param>
    /// <param name="barcode">The volume.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="record">Its record.</param>
    /// <param name="flaw">What is wrong with it.</param>
    public VolumeContent(Dice dice, string directory, string barcode, PageSet pages, MarcRecord record, ArchiveFlaw flaw)
    {
        (_dice, _barcode, _flaw) = (dice, barcode, flaw);
        var members = pages.Members.Where(member => !flaw.LacksTexts || !member.Name.EndsWith(".txt", StringComparison.Ordinal)).ToList();
        if (dice.Number(Roll.ArchiveOrder, OneInHasNotes) == 0 && !flaw.LacksTexts)
        {
            members.Add(new ArchiveMember("00000000.txt", Blob.Stored("No page.\n"u8.ToArray())));
            members.Add(new ArchiveMember("readme.txt", Blob.Stored("No page either.\n"u8.ToArray())));
        }

        if (!flaw.LacksMets)
        {
            var mets = MetsDocument.Write(dice, barcode, flaw.LacksMarc ? null : record, pages.Members);
            members.Add(new ArchiveMember($"{directory}_{barcode}.xml", Blob.Compressed(mets)));
        }

        if (!flaw.LacksChecksums)
        {
            members.Add(new ArchiveMember(Checksums, Blob.Compressed(Encoding.UTF8.GetBytes(ChecksumLines(members)))));
        }

        Members = [.. InOrder(members)];
    }

    /// <summary>All members, in the order of the tar file.</summary>
    public IReadOnlyList<ArchiveMember> Members { get; }

    /// <summary>The tar file in gzip.</summary>
    public ByteRope Pack()
    {
        var gzip = new GzipRope();
        var folder = (_dice.Bits(Roll.ArchiveOrder) & 7) == 0 ? _barcode + "/" : "";
        if (folder.Length > 0)
        {
            gzip.Store(TarHeader.Create(folder, 0, TarHeader.Folder));
        }

        AppendUnsafeMember(gzip);
        foreach (var (name, blob) in Members)
        {
            gzip.Store(TarHeader.Create(folder + name, blob.Bytes.Length));
            blob.AppendTo(gzip);
            gzip.Store(TarHeader.Padding(blob.Bytes.Length));
        }

        gzip.Store(TarHeader.End);
        return gzip.Finish();
    }

    private string ChecksumLines(List<ArchiveMember> members)
    {
        var wrong = _flaw.HasWrongChecksum ? members.Count / 2 : -1;
        return string.Concat(members.Select((member, i) => $"{(i == wrong ? members[^1].Blob.Md5 : member.Blob.Md5)}  {member.Name}\n"));
    }

    private IEnumerable<ArchiveMember> InOrder(IEnumerable<ArchiveMember> members) => (_dice.Bits(Roll.ArchiveOrder) >> 3 & 3) switch
    {
        0 => members,
        1 => members.OrderBy(member => member.Name, StringComparer.Ordinal),
        2 => members.OrderByDescending(member => member.Name == Checksums),
        _ => members.OrderBy(member => Path.GetExtension(member.Name), StringComparer.Ordinal),
    };

    private void AppendUnsafeMember(GzipRope gzip)
    {
        var header = _flaw.UnsafeMember switch
        {
            UnsafeMember.Parent => TarHeader.Create("../evil.txt", 0),
            UnsafeMember.Absolute => TarHeader.Create("/tmp/evil.txt", 0),
            UnsafeMember.SymbolicLink => TarHeader.Create("00000001.link", 0, TarHeader.SymbolicLink, "/etc/passwd"),
            UnsafeMember.HardLink => TarHeader.Create("00000001.link", 0, TarHeader.HardLink, "/etc/passwd"),
            UnsafeMember.Device => TarHeader.Create("00000001.device", 0, TarHeader.CharacterDevice),
            _ => [],
        };
        gzip.Store(header);
    }
}
