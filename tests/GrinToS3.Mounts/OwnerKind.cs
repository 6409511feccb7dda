namespace GrinToS3.Mounts;

/// <summary>Where an owner stands when it is killed or stopped.</summary>
internal enum OwnerKind
{
    /// <summary>In a write transaction, before SQLite made its journal.</summary>
    Begun,

    /// <summary>In a write transaction whose pages are partly in the file already.</summary>
    Written,

    /// <summary>Anywhere in one small transaction after another.</summary>
    Looping,
}
