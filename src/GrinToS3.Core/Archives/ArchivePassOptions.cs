using GrinToS3.Archives.Pages;

namespace GrinToS3.Archives;

/// <summary>What one pass is to do, and the limits beyond which it ends with <see cref="ArchiveErrorKind.TooLarge"/>.</summary>
public sealed record ArchivePassOptions
{
    /// <summary>The bytes that the encrypted archive must have (Content-Length), where they are known.</summary>
    public long? EncryptedBytes { get; init; }

    /// <summary>Whether a message without protection against changes is accepted, as from before there was one.</summary>
    public bool AllowUnprotected { get; init; }

    /// <summary>Takes the page texts as JSONL, or null where they are not wanted. It is not closed, and not to be published before the pass has succeeded.</summary>
    public Stream? PageTextSink { get; init; }

    /// <summary>The form of the page texts.</summary>
    public PageTextFormat PageTextFormat { get; init; }

    /// <summary>The most bytes of one page's text; real ones have some thousand.</summary>
    public int LargestPageText { get; init; } = 2 * 1024 * 1024;

    /// <summary>The most bytes of page texts that are held because they come out of order.</summary>
    public long MostHeldPageText { get; init; } = 24 * 1024 * 1024;

    /// <summary>The most bytes of a METS file that are searched for the MARC record.</summary>
    public long LargestMets { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of the unpacked archive.</summary>
    public long LargestUnpacked { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>The most members; a volume of 3,000 pages has some 9,000.</summary>
    public int MostMembers { get; init; } = 100_000;
}
