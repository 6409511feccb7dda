using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// SQLite's file layer for one connection to a progress file on a mount. It reads and writes as <c>unix-none</c> does; the lock is
/// <see cref="MountLock"/>, which <c>unix-dotfile</c> understands; and the journal's name bears the epoch, so that a process that was taken
/// for dead has no name in common with its successor (docs/adr/0010-owner-file-and-broken-locks.md).
/// </summary>
internal sealed unsafe class MountVfs : IDisposable
{
    public const string BaseName = "unix-none";
    private const int CreateFlag = 0x4;
    private const int MainDatabaseFlag = 0x100;
    private const int MainJournalFlag = 0x800;

    private static long _registered;

    private readonly MountLock _lock;
    private readonly VfsTable* _base;
    private readonly VfsTable* _table;
    private readonly byte* _journal;
    private byte[] _plainJournal = [];
    private GCHandle _self;
    private FileTable* _baseMethods;
    private FileTable* _methods;
    private int _level;
    private bool _lookedForForeignJournal;
    private MountCache? _cache;

    /// <summary>Registers the layer.</summary>
    public MountVfs(MountLock mountLock)
    {
        _lock = mountLock;
        Name = $"grin-mount-{Interlocked.Increment(ref _registered)}";
        _base = (VfsTable*)SqliteNative.FindVfs(BaseName);
        if (_base is null)
        {
            throw new PlatformNotSupportedException("progress files on network mounts need Linux or macOS");
        }

        _self = GCHandle.Alloc(this);
        _journal = (byte*)Marshal.StringToCoTaskMemUTF8(Path.GetFullPath(_lock.Names.Journal(_lock.Epoch)));
        _methods = (FileTable*)NativeMemory.AllocZeroed((nuint)sizeof(FileTable));
        _table = (VfsTable*)NativeMemory.Alloc((nuint)sizeof(VfsTable));
        *_table = *_base;
        _table->FileSize = _base->FileSize + sizeof(nint);
        _table->Next = 0;
        _table->Name = Marshal.StringToCoTaskMemUTF8(Name);
        _table->Open = &OnOpen;
        _table->Delete = &OnDelete;
        _table->Access = &OnAccess;
        _table->Self = GCHandle.ToIntPtr(_self);
        _ = SqliteNative.RegisterVfs((nint)_table, makeDefault: 0);
    }

    /// <summary>The name to open a connection with.</summary>
    public string Name { get; }

    public void Dispose()
    {
        if (_methods is null)
        {
            return;
        }

        _ = SqliteNative.UnregisterVfs((nint)_table);
        NativeMemory.Free(_methods);
        _methods = null;
        Marshal.FreeCoTaskMem(_table->Name);
        Marshal.FreeCoTaskMem((nint)_journal);
        NativeMemory.Free(_table);
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpen(VfsTable* vfs, byte* name, nint* file, int flags, int* outFlags) =>
        Guarded(Of(vfs), self => self.Open(name, file, flags, outFlags));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnDelete(VfsTable* vfs, byte* name, int syncFolder) => Guarded(Of(vfs), self => self.Delete(name, syncFolder));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAccess(VfsTable* vfs, byte* name, int flags, int* answer) => Guarded(Of(vfs), self => self.Access(name, flags, answer));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnLock(nint* file, int level) => Guarded(Of(file), self => self.Lock(level));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnUnlock(nint* file, int level) => Guarded(Of(file), self => self.Unlock(level));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCheckReservedLock(nint* file, int* answer) => Guarded(Of(file), self => self.CheckReservedLock(answer));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(nint* file) => Guarded(Of(file), self => self.Close(file));

    // An exception must not pass through SQLite.
    private static int Guarded(MountVfs self, Func<MountVfs, int> call)
    {
        try
        {
            return call(self);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return raw.SQLITE_IOERR;
        }
    }

    private static MountVfs Of(VfsTable* vfs) => (MountVfs)GCHandle.FromIntPtr(vfs->Self).Target!;

    // Our pointer lies behind the base's own file structure, whose size all of our layers share.
    private static MountVfs Of(nint* file) => (MountVfs)GCHandle.FromIntPtr(*Tail(file)).Target!;

    private static nint* Tail(nint* file) => (nint*)((byte*)file + ((VfsTable*)SqliteNative.FindVfs(BaseName))->FileSize);

    private int Open(byte* name, nint* file, int flags, int* outFlags)
    {
        if ((flags & MainJournalFlag) != 0 && IsJournal(name))
        {
            return OpenJournal(file, flags, outFlags);
        }

        var code = _base->Open(_base, name, file, flags, outFlags);
        if (code == raw.SQLITE_OK && (flags & MainDatabaseFlag) != 0)
        {
            _plainJournal = [.. MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name), .. "-journal"u8];
            _baseMethods = (FileTable*)*file;
            *_methods = *_baseMethods;
            _methods->Version = 1;
            _methods->Close = &OnClose;
            _methods->Lock = &OnLock;
            _methods->Unlock = &OnUnlock;
            _methods->CheckReservedLock = &OnCheckReservedLock;
            *Tail(file) = _table->Self;
            *file = (nint)_methods;
            _cache = new MountCache(Text(name));
        }

        return code;
    }

    private int OpenJournal(nint* file, int flags, int* outFlags)
    {
        *file = 0;
        if ((flags & CreateFlag) != 0)
        {
            // Exactly one of two succeeds: the holder who makes the journal, or the successor who puts a stop in its place.
            var path = Text(_journal);
            if (MountCalls.CreateNew(path) == MountCalls.Exists && (!_lock.IsStillMine() || new FileInfo(path).Length > 0))
            {
                return raw.SQLITE_CANTOPEN;
            }
        }

        return _base->Open(_base, _journal, file, flags, outFlags);
    }

    private int Delete(byte* name, int syncFolder)
    {
        if (!IsJournal(name))
        {
            return _base->Delete(_base, name, syncFolder);
        }

        // Removing the journal's name is the commit. A successor moves that name away first, or finds it gone: one of the two happens.
        var removed = MountCalls.Remove(Text(_journal));
        return removed == 0 && _lock.IsStillMine() ? raw.SQLITE_OK : raw.SQLITE_IOERR_DELETE;
    }

    private int Access(byte* name, int flags, int* answer)
    {
        if (!IsJournal(name))
        {
            return _base->Access(_base, name, flags, answer);
        }

        if (!_lookedForForeignJournal && _lock.IsHeld)
        {
            // A program that knows nothing of epochs was killed while it wrote: what it left is to be rolled back.
            _lookedForForeignJournal = true;
            if (File.Exists(_lock.Names.PlainJournal) && !File.Exists(Text(_journal)))
            {
                _ = MountCalls.Move(_lock.Names.PlainJournal, Text(_journal));
            }
        }

        return _base->Access(_base, _journal, flags, answer);
    }

    private int Lock(int level)
    {
        if (level <= _level)
        {
            return raw.SQLITE_OK;
        }

        var code = _level == 0 ? Take() : raw.SQLITE_OK;

        if (code == raw.SQLITE_OK)
        {
            _level = level;
        }

        return code;
    }

    private int Take()
    {
        var code = _lock.TryTake();
        if (code != raw.SQLITE_OK)
        {
            return code;
        }

        if (!_cache!.TryFreshen())
        {
            _ = _lock.LetGo();
            return raw.SQLITE_IOERR_LOCK;
        }

        return code;
    }

    private int Unlock(int level)
    {
        if (level >= _level)
        {
            return raw.SQLITE_OK;
        }

        _level = level;
        if (level > 0)
        {
            return raw.SQLITE_OK;
        }

        _cache!.Remember();
        return _lock.LetGo();
    }

    private int CheckReservedLock(int* answer)
    {
        *answer = _level == 0 && _lock.IsTaken() ? 1 : 0;
        return raw.SQLITE_OK;
    }

    private int Close(nint* file)
    {
        _ = Unlock(0);
        _cache?.Dispose();
        *file = (nint)_baseMethods;
        return _baseMethods->Close(file);
    }

    private bool IsJournal(byte* name) =>
        name is not null && _plainJournal.Length > 0 && MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name).SequenceEqual(_plainJournal);

    private static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8)!;
}
