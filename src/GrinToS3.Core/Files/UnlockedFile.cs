using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Files;

/// <summary>
/// Opens files to read them beside whoever writes to them. On Unix the runtime takes a lock on every file that it opens to read, and on an SMB
/// mount that lock makes the writer's writes fail.
/// </summary>
internal static partial class UnlockedFile
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">Anything else.</exception>
    public static SafeFileHandle OpenRead(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        var closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;
        var descriptor = Open(path, closeOnExec);
        const int noEntry = 2;
        const int noAccess = 13;
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Marshal.GetLastPInvokeError() switch
            {
                noEntry => new FileNotFoundException($"Could not find file '{path}'.", path),
                noAccess => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
                var error => new IOException($"cannot open {path}: {Marshal.GetPInvokeErrorMessage(error)}"),
            };
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
