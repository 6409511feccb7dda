using System.Diagnostics.CodeAnalysis;
using System.Text;
using GrinToS3.Files;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress;

/// <summary>The folder in which batches wait to be applied. A file in it under an id's name is whole, unless the disk lies.</summary>
public sealed class Inbox
{
    private readonly string _folder;

    /// <summary>Makes the folder where it is absent.</summary>
    /// <param name="folder">The folder, <c>inbox</c> of a run.</param>
    public Inbox(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>Begins a batch; it replaces one of the same id when it is complete.</summary>
    /// <param name="id">The batch.</param>
    public InboxWriter Create(BatchId id) => new(PathOf(id));

    /// <summary>Verifies a batch that waits here, whole.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="receipt">What it says of itself; null where it is absent or not whole.</param>
    /// <returns>False where it is absent, torn or altered: its work has to be done again.</returns>
    public bool TryReadReceipt(BatchId id, [NotNullWhen(true)] out BatchReceipt? receipt)
    {
        receipt = null;
        var path = PathOf(id);
        using var file = TryOpen(path);
        if (file is null)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[BatchFormat.HashBytes];
        if (!BatchTrailer.TryRead(file, expected, out var trailer))
        {
            return false;
        }

        if (!expected.SequenceEqual(BatchHash.Of(file, trailer.HashedEnd)))
        {
            return false;
        }

        var note = new byte[trailer.NoteBytes];
        _ = RandomAccess.Read(file, note, trailer.RowsEnd);
        receipt = new BatchReceipt(trailer.Rows, Encoding.UTF8.GetString(note));
        return true;
    }

    /// <summary>Deletes a batch; nothing happens where it is absent.</summary>
    /// <param name="id">The batch.</param>
    public void Delete(BatchId id) => File.Delete(PathOf(id));

    /// <summary>Deletes every batch whose id begins so, and what an interrupted writer left of them.</summary>
    /// <param name="idPrefix">The beginning, such as <see cref="BatchId.ListingPrefix"/> gives; empty for all.</param>
    /// <param name="except">The beginning of ids that stay, or null.</param>
    public void DeleteAllOf(string idPrefix, string? except = null)
    {
        var start = BatchId.FileNamePrefix(idPrefix);
        var kept = except is null ? null : BatchId.FileNamePrefix(except);
        foreach (var path in Directory.EnumerateFiles(_folder))
        {
            var name = Path.GetFileName(path);
            var ours = BatchId.TryFromFileName(name, out _) || name.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal);
            if (ours && name.StartsWith(start, StringComparison.Ordinal) && (kept is null || !name.StartsWith(kept, StringComparison.Ordinal)))
            {
                File.Delete(path);
            }
        }
    }

    internal string PathOf(BatchId id) => Path.Combine(_folder, id.FileName);

    private static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
