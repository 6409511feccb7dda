namespace GrinToS3.Archives.Tar;

/// <summary>The kinds of members that are allowed.</summary>
internal enum TarMemberKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,
}
