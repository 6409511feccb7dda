using System.Runtime.InteropServices;

namespace GrinToS3.Progress.Mounts;

/// <summary><c>sqlite3_io_methods</c>, version 1 (sqlite3.h): without shared memory, so without WAL, and without a memory map.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileTable
{
    public nint Version;
    public delegate* unmanaged[Cdecl]<nint*, int> Close;

    // xRead, xWrite, xTruncate, xSync, xFileSize: the base's, as they are.
    public fixed long ReadWrite[5];
    public delegate* unmanaged[Cdecl]<nint*, int, int> Lock;
    public delegate* unmanaged[Cdecl]<nint*, int, int> Unlock;
    public delegate* unmanaged[Cdecl]<nint*, int*, int> CheckReservedLock;

    // xFileControl, xSectorSize, xDeviceCharacteristics: the base's, as they are.
    public fixed long Others[3];
}
