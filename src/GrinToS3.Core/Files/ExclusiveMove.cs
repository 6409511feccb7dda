using System.Runtime.InteropServices;

namespace GrinToS3.Files;

/// <summary>
/// Gives a file a name that no file has, as one step of the file system: of several at once exactly one succeeds. The runtime's own move looks for the
/// name first and renames afterwards, which another process can come between.
/// </summary>
internal static partial class ExclusiveMove
{
    private const int NotPermitted = 1;
    private const int Exists = 17;
    private const int CurrentFolder = -100;
    private const uint NoReplace = 1;

    /// <summary>Moves a file within its file system.</summary>
    /// <param name="from">Its name.</param>
    /// <param name="to">Its new name.</param>
    /// <exception cref="IOException">There is a file of that name, which stays as it is; or the file system refuses.</exception>
    public static void Run(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(from, to);
            return;
        }

        var error = Errno(Link(from, to));
        if (error == 0)
        {
            File.Delete(from);
            return;
        }

        if (HasNoLinks(error) && OperatingSystem.IsLinux())
        {
            error = Rename(from, to);
        }

        if (error == Exists)
        {
            throw new IOException($"{to} exists");
        }

        if (error != 0)
        {
            // Neither is had here; the runtime's move is the best there is, and says what is wrong.
            File.Move(from, to);
        }
    }

    /// <summary>The same without a second name for the file, as Linux does it on most file systems. 0, or the error.</summary>
    internal static int Rename(string from, string to)
    {
        try
        {
            return Errno(Rename(CurrentFolder, from, CurrentFolder, to, NoReplace));
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library.
            return NotPermitted;
        }
    }

    /// <summary>FAT, SMB and some FUSE file systems have no second names; each says so in its own way.</summary>
    private static bool HasNoLinks(int error)
    {
        const int tooManyLinks = 31;
        const int notImplemented = 38;
        const int notSupportedOnLinux = 95;
        const int notSupportedOnMac = 45;
        return error is NotPermitted or tooManyLinks or notImplemented or notSupportedOnLinux or notSupportedOnMac;
    }

    private static int Errno(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);
}
