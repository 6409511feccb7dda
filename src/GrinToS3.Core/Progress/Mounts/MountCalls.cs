using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// The system calls that the lock on a mount is made of. Each is one request to the server, whose answer decides; the runtime's own
/// methods look first and act afterwards, which another host can come between.
/// </summary>
internal static unsafe partial class MountCalls
{
    public const int NoEntry = 2;
    public const int Exists = 17;

    /// <summary>Linux's; what the others say is taken for any other error.</summary>
    public const int NotEmpty = 39;

    private const int CurrentFolder = -100;
    private const int ForceSync = 0x2000;
    private const uint BasicStats = 0x7FF;
    private const int StatxBytes = 256;

    /// <summary>Makes a folder. 0, or the error.</summary>
    public static int MakeFolder(string path) => MkDir(path, 0x1FF) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Removes an empty folder. 0, or the error.</summary>
    public static int RemoveFolder(string path) => RmDir(path) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Gives a file or folder another name. 0, or the error.</summary>
    public static int Move(string from, string to) => Rename(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Removes a name. 0, or the error.</summary>
    public static int Remove(string path) => Unlink(path) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Makes an empty file where none is. 0, or the error.</summary>
    public static int CreateNew(string path)
    {
        const int createExclusivelyForWriting = 0xC1;
        var descriptor = Open(path, createExclusivelyForWriting, 0x1B6);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        _ = Close(descriptor);
        return 0;
    }

    /// <summary>
    /// Asks the server for a folder's attributes, so that what this machine remembers of the folder's names is dropped if it has changed.
    /// An NFS client goes by its memory for up to a minute otherwise. 0, or the error.
    /// </summary>
    public static int Refresh(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Directory.Exists(path) || File.Exists(path) ? 0 : NoEntry;
        }

        var answer = stackalloc byte[StatxBytes];
        return Statx(CurrentFolder, path, ForceSync, BasicStats, answer) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Drops what this machine remembers of the first bytes of a file; of all of it for 0 bytes.</summary>
    public static void Forget(SafeFileHandle file, long bytes)
    {
        const int willNotNeed = 4;
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(file, 0, bytes, willNotNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkDir(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RmDir(string path);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* answer);
}
