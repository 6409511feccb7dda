using System.Security.Cryptography;
using GrinToS3.Archives.Checksums;
using GrinToS3.Archives.Gzip;
using GrinToS3.Archives.Marc;
using GrinToS3.Archives.Pages;
using GrinToS3.Archives.Streams;
using GrinToS3.Archives.Tar;

namespace GrinToS3.Archives;

/// <summary>The half of the pass that reads a decrypted archive: gunzip, tar, and of each member what is wanted.</summary>
internal sealed class ArchiveUnpacking(ArchivePassOptions options, Stream? pageTextSink)
{
    /// <summary>The most characters that the names of all members may have.</summary>
    private const int MostNameCharacters = 4 * 1024 * 1024;

    private readonly byte[] _scratch = new byte[64 * 1024];
    private readonly List<ArchiveMember> _members = [];
    private readonly ChecksumList _checksums = new();
    private MarcRecord? _marc;
    private string? _marcProblem;
    private int _nameCharacters;

    /// <summary>Reads an archive to its end.</summary>
    /// <exception cref="ArchiveException">It is damaged, unsafe, too large, or differs from its checksums.</exception>
    internal UnpackedContents Run(Stream archive)
    {
        using var gunzip = new GzipReader(archive);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var tar = new TarReader(gunzip, options.LargestUnpacked);
        PageTextSummary? text = null;
        using (var pages = pageTextSink is null ? null : new PageTexts(pageTextSink, options.PageTextFormat, options.MostHeldPageText))
        {
            while (tar.Next() is { } member)
            {
                if (member.Kind is TarMemberKind.File)
                {
                    Take(member, md5, pages);
                }

                if (tar.Position > options.LargestUnpacked)
                {
                    throw TooLarge($"unpacks to more than {options.LargestUnpacked} bytes");
                }
            }

            text = pages?.Finish();
        }

        if (_members.Count == 0)
        {
            throw new ArchiveException(ArchiveErrorKind.TarDamaged, "the archive's tar has no files in it");
        }

        var problem = _marc is not null ? null : _marcProblem ?? "the archive has no XML file";
        return new UnpackedContents(tar.Position, _members, _checksums.Compare(_members), text, _marc, problem);
    }

    private void Take(TarMember member, IncrementalHash md5, PageTexts? pages)
    {
        _nameCharacters += member.Name.Length;
        if (_members.Count == options.MostMembers || _nameCharacters > MostNameCharacters)
        {
            throw TooLarge($"has more than {options.MostMembers} members, or names of more than {MostNameCharacters} characters");
        }

        member.HashWith(md5);
        if (ChecksumList.IsOne(member.Name))
        {
            _checksums.Add(member.Name, ReadWhole(member, ChecksumList.MostBytes));
        }
        else if (pages is not null && PageName.IsText(member.Name))
        {
            pages.Add(member.Name, ReadWhole(member, options.LargestPageText));
        }
        else if (_marc is null && member.Name.EndsWith(".xml", StringComparison.Ordinal))
        {
            _marc = MetsReader.Read(new LimitedStream(member, options.LargestMets), out var problem);
            _marcProblem ??= problem is null ? null : $"'{TarName.Printable(member.Name)}' {problem}";
        }

        member.Drain(_scratch);
        _members.Add(new ArchiveMember(member.Name, member.Size, Convert.ToHexStringLower(md5.GetHashAndReset())));
    }

    private ReadOnlySpan<byte> ReadWhole(TarMember member, int most)
    {
        if (member.Size > most)
        {
            throw TooLarge($"has a member '{TarName.Printable(member.Name)}' of {member.Size} bytes, where {most} are allowed");
        }

        var content = member.Size <= _scratch.Length ? _scratch.AsSpan(0, (int)member.Size) : new byte[member.Size];
        member.ReadExactly(content);
        return content;
    }

    private static ArchiveException TooLarge(string what) => new(ArchiveErrorKind.TooLarge, $"the archive {what}");
}
