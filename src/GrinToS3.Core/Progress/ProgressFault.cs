namespace GrinToS3.Progress;

/// <summary>Why a progress file, or a batch for it, cannot be used.</summary>
public enum ProgressFault
{
    /// <summary>The path is a folder.</summary>
    NotAFile,

    /// <summary>The file is not there.</summary>
    Missing,

    /// <summary>The file is no SQLite database, or one with other tables than a run's.</summary>
    ForeignFile,

    /// <summary>A newer version of this tool has written it.</summary>
    NewerVersion,

    /// <summary>SQLite finds the content malformed.</summary>
    Damaged,

    /// <summary>The file or its folder cannot be opened or written.</summary>
    Unwritable,

    /// <summary>No space is left for the write; the transaction was rolled back.</summary>
    DiskFull,

    /// <summary>Another process holds the lock for longer than the busy timeout.</summary>
    Busy,

    /// <summary>
    /// Another host took the lock away, on a network mount, because this one had stood still for long; nothing of the step was written. The
    /// next step opens the file anew.
    /// </summary>
    OwnershipLost,

    /// <summary>SQLite did not take a setting.</summary>
    SettingRefused,

    /// <summary>A batch is neither applied nor in the inbox.</summary>
    BatchMissing,

    /// <summary>A batch file is torn, altered, or of an unknown format.</summary>
    BatchDamaged,

    /// <summary>A page that is not the next of its listing, or whose listing is finished.</summary>
    OutOfOrder,

    /// <summary>Reading or writing failed below SQLite.</summary>
    InputOutput,

    /// <summary>Any other answer of SQLite; a bug.</summary>
    Unexpected,
}
