using System.Runtime.InteropServices;

namespace GrinToS3.Progress;

/// <summary>Tells a local disk from a network mount.</summary>
public static partial class FileSystemProbe
{
    // Of Linux's magic.h; what is not listed is taken for a local disk.
    private static readonly HashSet<uint> NetworkMagics =
    [
        0x6969, // nfs
        0x517B, // smb
        0xFF534D42, // cifs
        0xFE534D42, // smb2
        0x01021997, // 9p
        0x65735546, // fuse: sshfs, blobfuse, gcsfuse; a local fuse only loses speed
        0x5346414F, // afs
        0x6B414653, // kafs
        0x00C36400, // ceph
        0x47504653, // gpfs
        0x0BD00BD0, // lustre
        0x786F4256, // vboxsf
    ];

    /// <summary>The kind of file system that a folder lies on.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <exception cref="IOException">The system gave no answer.</exception>
    public static FileSystemKind Of(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new DriveInfo(Path.GetFullPath(folder)).DriveType == DriveType.Network ? FileSystemKind.Network : FileSystemKind.Local;
        }

        return Classify(Magic(folder));
    }

    /// <summary>The name of the file system that a folder lies on, such as <c>nfs4</c> or <c>ext4</c>; null where the system does not say.</summary>
    internal static string? NameOf(string folder)
    {
        const string mounts = "/proc/self/mounts";
        if (!File.Exists(mounts))
        {
            return new DriveInfo(Path.GetFullPath(folder)).DriveFormat;
        }

        // The longest mount point that the folder lies under; of several at one place the last is the one that is seen.
        var full = Path.GetFullPath(folder).TrimEnd('/') + "/";
        return File.ReadLines(mounts)
            .Select(static line => line.Split(' '))
            .Where(static fields => fields.Length > 2)
            .Select(static fields => (Point: fields[1].Replace("\\040", " ", StringComparison.Ordinal).TrimEnd('/') + "/", Name: fields[2]))
            .Where(mount => full.StartsWith(mount.Point, StringComparison.Ordinal))
            .OrderBy(static mount => mount.Point.Length)
            .LastOrDefault()
            .Name;
    }

    private static uint Magic(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        // struct statfs begins with f_type on every 64-bit Linux and is shorter than this.
        Span<long> statistics = stackalloc long[64];
        if (Statfs(folder, statistics) != 0)
        {
            throw new IOException($"cannot ask for the file system of {folder} (errno {Marshal.GetLastPInvokeError()})");
        }

        return unchecked((uint)statistics[0]);
    }

    /// <summary>
    /// Whether a rename may put a file in the place of one that another program has open. An SMB server refuses, and its client has by then
    /// removed the one that was open.
    /// </summary>
    internal static bool ReplacesOpenFiles(string folder) => Magic(folder) is not (0x517B or 0xFF534D42 or 0xFE534D42);

    /// <summary>The kind that a Linux file system's magic number stands for.</summary>
    /// <param name="magic"><c>f_type</c> of <c>statfs</c>.</param>
    internal static FileSystemKind Classify(long magic) =>
        NetworkMagics.Contains(unchecked((uint)magic)) ? FileSystemKind.Network : FileSystemKind.Local;

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statfs(string path, Span<long> statistics);
}
