using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GrinToS3.Files;

/// <summary>Writes files that are either whole or not there: temp file, fsync, rename, fsync of the folder.</summary>
public static partial class AtomicFile
{
    /// <summary>The ending of files that are still being written; a crash may leave them, and <see cref="Leftovers"/> deletes those.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes a file and replaces what was there.</summary>
    /// <param name="path">Where it shall be; the folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="mode">Permissions on Unix, or null for the process's default.</param>
    public static void Write(string path, Action<Stream> write, UnixFileMode? mode = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, write, mode, overwrite: true);
    }

    /// <summary>Writes a file only where none is: of several writers exactly one wins.</summary>
    /// <param name="path">Where it shall be; the folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <returns>False where a file was there already; it is left as it was.</returns>
    public static bool TryCreate(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (File.Exists(path))
        {
            return false;
        }

        try
        {
            Write(path, write, null, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Moves a finished, synced temp file to its name and syncs the folder.</summary>
    /// <param name="temporary">The finished file.</param>
    /// <param name="path">Its name.</param>
    /// <param name="overwrite">Whether it replaces a file that is there.</param>
    public static void Publish(string temporary, string path, bool overwrite)
    {
        if (overwrite)
        {
            File.Move(temporary, path, overwrite: true);
        }
        else
        {
            ExclusiveMove.Run(temporary, path);
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>A name beside <paramref name="path"/> that no other writer uses.</summary>
    /// <param name="path">The final name.</param>
    public static string TemporaryName(string path) => $"{path}.{Path.GetRandomFileName()}{TemporarySuffix}";

    /// <summary>Whether a name is one that <see cref="TemporaryName"/> gives.</summary>
    /// <param name="name">The file's name, without its folder.</param>
    public static bool IsTemporary(string name) => TemporaryPattern().IsMatch(name);

    /// <summary>Makes a rename in a folder durable; does nothing on Windows, whose file systems need no such call.</summary>
    /// <param name="folder">The folder.</param>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw new IOException($"cannot open the folder {folder} (errno {Marshal.GetLastPInvokeError()})");
        }

        var failed = Sync(descriptor) != 0;
        var errno = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);

        // Some network mounts have no fsync for folders (EINVAL); their rename is as durable as the server makes it.
        const int invalid = 22;
        if (failed && errno != invalid)
        {
            throw new IOException($"cannot sync the folder {folder} (errno {errno})");
        }
    }

    private static void Write(string path, Action<Stream> write, UnixFileMode? mode, bool overwrite)
    {
        var temporary = TemporaryName(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 64 * 1024,
        };
        if (mode is { } unixMode && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = unixMode;
        }

        try
        {
            // Open until it has its name: by that Leftovers tells a file that somebody works on from one that a crash left.
            using var stream = new FileStream(temporary, options);
            write(stream);
            stream.Flush(flushToDisk: true);
            Publish(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    [GeneratedRegex("^.+\\.[a-z0-9]{8}\\.[a-z0-9]{3}\\.tmp\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryPattern();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
