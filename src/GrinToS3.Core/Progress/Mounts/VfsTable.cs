using System.Runtime.InteropServices;

namespace GrinToS3.Progress.Mounts;

/// <summary><c>sqlite3_vfs</c>, version 3 (sqlite3.h), followed by what is ours.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct VfsTable
{
    public int Version;
    public int FileSize;
    public int LongestPath;
    public nint Next;
    public nint Name;
    public nint AppData;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, nint*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, int, int> Delete;
    public delegate* unmanaged[Cdecl]<VfsTable*, byte*, int, int*, int> Access;

    // xFullPathname, xDlOpen, xDlError, xDlSym, xDlClose, xRandomness, xSleep, xCurrentTime, xGetLastError, xCurrentTimeInt64,
    // xSetSystemCall, xGetSystemCall, xNextSystemCall: the base's, as they are.
    public fixed long Others[13];
    public nint Self;
}
