using System.Globalization;
using GrinToS3.Simulator.Archives;

namespace GrinToS3.Simulator.Faults;

/// <summary>Reads what is wrong with an archive.</summary>
internal static class ArchiveFlawGrammar
{
    /// <summary>Reads a flaw.</summary>
    /// <param name="term">The term of the rule.</param>
    /// <param name="wanted">What the term's value should be; null where the term is no flaw at all.</param>
    /// <returns>The flaw; null if there is none.</returns>
    public static ArchiveFlaw? Read(FaultTerm term, out string? wanted)
    {
        wanted = null;
        switch (term.Key)
        {
            case "corrupt":
                wanted = "the offset of a byte, such as corrupt=1000, or corrupt=-1 for the last";
                return long.TryParse(term.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
                    ? new ArchiveFlaw { CorruptByte = offset } : null;
            case "unsafe":
                wanted = "parent, absolute, symlink, hardlink or device";
                return ReadMember(term.Value) is { } member ? new ArchiveFlaw { UnsafeMember = member } : null;
            default:
                return term.Value.Length == 0 ? Named(term.Key) : null;
        }
    }

    private static ArchiveFlaw? Named(string name) => name switch
    {
        "wrong-passphrase" => new ArchiveFlaw { HasOtherPassphrase = true },
        "wrong-checksum" => new ArchiveFlaw { HasWrongChecksum = true },
        "no-checksums" => new ArchiveFlaw { LacksChecksums = true },
        "no-etag" => new ArchiveFlaw { LacksETag = true },
        "no-mdc" => new ArchiveFlaw { LacksDigest = true },
        "no-mets" => new ArchiveFlaw { LacksMets = true },
        "no-marc" => new ArchiveFlaw { LacksMarc = true },
        "no-text" => new ArchiveFlaw { LacksTexts = true },
        _ => null,
    };

    private static UnsafeMember? ReadMember(string kind) => kind switch
    {
        "parent" => UnsafeMember.Parent,
        "absolute" => UnsafeMember.Absolute,
        "symlink" => UnsafeMember.SymbolicLink,
        "hardlink" => UnsafeMember.HardLink,
        "device" => UnsafeMember.Device,
        _ => null,
    };
}
