using System.Buffers.Binary;
using System.Globalization;
using GrinToS3.Files;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// The token that the lock on a mount is made of, and the epoch that it bears. The epoch is the <c>application_id</c> in the header of the
/// present <c>books.db</c>, so an open file can be told from the one that took its place.
/// </summary>
internal static class MountTurn
{
    private const int ApplicationIdOffset = 68;

    private static ReadOnlySpan<byte> About => "This folder is a part of books.db on a network mount. Leave it while anything uses that file.\n"u8;

    /// <summary>The epoch of the present file; makes the token where the file has none yet.</summary>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static string Epoch(MountNames names)
    {
        if (MountCalls.Refresh(names.Turn) != 0)
        {
            Make(names);
        }

        return names.FreeEpoch()
            ?? MountNames.Entries(names.Lock).Select(LockHolder.Parse).FirstOrDefault(static holder => holder is not null)?.Epoch
            ?? FileEpoch(names);
    }

    /// <summary>An epoch that no file had before.</summary>
    public static string NewEpoch() => Random.Shared.Next(1, int.MaxValue).ToString("x8", CultureInfo.InvariantCulture);

    public static int ApplicationId(string epoch) => int.Parse(epoch, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Makes the folder with its token, both at once: of several makers one wins, and the others' is gone.</summary>
    public static void Make(MountNames names)
    {
        var prepared = AtomicFile.TemporaryName(names.Turn);
        Directory.CreateDirectory(prepared);
        AtomicFile.Write(Path.Combine(prepared, "about"), static stream => stream.Write(About));
        _ = MountCalls.CreateNew(Path.Combine(prepared, Path.GetFileName(names.Free(FileEpoch(names)))));
        if (MountCalls.Move(prepared, names.Turn) == 0)
        {
            return;
        }

        Directory.Delete(prepared, recursive: true);
        if (MountCalls.Refresh(names.Turn) != 0)
        {
            throw new IOException($"cannot make the folder {names.Turn}");
        }
    }

    /// <summary>Gives the journal of a file that was moved from a mount to a local disk the name that SQLite looks for there.</summary>
    public static void ReturnJournal(MountNames names)
    {
        if (!Directory.Exists(names.Folder) || !Directory.EnumerateFiles(names.Folder, Path.GetFileName(names.Journal("*"))).Any())
        {
            return;
        }

        var journal = names.Journal(FileEpoch(names));
        if (File.Exists(journal) && !File.Exists(names.PlainJournal))
        {
            File.Move(journal, names.PlainJournal);
        }
    }

    /// <summary>The epoch in the file's own header.</summary>
    public static string FileEpoch(MountNames names)
    {
        _ = MountCalls.Refresh(names.Folder);
        if (!File.Exists(names.Database))
        {
            return "00000000";
        }

        using var file = UnlockedFile.OpenRead(names.Database);
        Span<byte> id = stackalloc byte[sizeof(int)];
        var read = RandomAccess.Read(file, id, ApplicationIdOffset);
        return (read == id.Length ? BinaryPrimitives.ReadInt32BigEndian(id) : 0).ToString("x8", CultureInfo.InvariantCulture);
    }
}
