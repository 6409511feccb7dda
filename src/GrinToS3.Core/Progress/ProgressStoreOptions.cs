namespace GrinToS3.Progress;

/// <summary>How a progress file is opened.</summary>
public sealed record ProgressStoreOptions
{
    /// <summary>The most that SQLite maps; a constant of its build (<c>MAX_MMAP_SIZE</c> 0x7fff0000).</summary>
    public const int LargestMmapMiB = 2047;

    /// <summary>The file, <c>books.db</c> of a run; made where it is absent, in a folder that exists.</summary>
    public required string Path { get; init; }

    /// <summary>Names this host in the file's ownership record and in the metrics.</summary>
    public required string HostId { get; init; }

    /// <summary>The clock for every timestamp in the file.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the file lies; found out by <see cref="FileSystemProbe"/> where it is null.</summary>
    public FileSystemKind? FileSystem { get; init; }

    /// <summary>What a commit waits for on a local disk; a network mount is always <see cref="SyncMode.Full"/>.</summary>
    public SyncMode Synchronous { get; init; } = SyncMode.Normal;

    /// <summary>The most memory that SQLite's page cache takes, in MiB.</summary>
    public int CacheSizeMiB { get; init; } = 48;

    /// <summary>The most of the file that is read through a memory map, in MiB; none on a network mount.</summary>
    public int MmapSizeMiB { get; init; } = LargestMmapMiB;

    /// <summary>How long a write waits for another process's lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>On a network mount: how often <c>books.db.owner</c> is renewed, so that others see that this host lives.</summary>
    public TimeSpan BeatInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// On a network mount: how long <c>books.db.owner</c> stays as it is before the holder of the lock is taken for dead and replaced. The
    /// same on all hosts, and several times <see cref="BeatInterval"/>.
    /// </summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(20);
}
