namespace GrinToS3.Repairing;

/// <summary>What a repair found, and where it is written down.</summary>
/// <param name="Found">Volumes by reason.</param>
/// <param name="File">The file that names them; null where nothing was changed.</param>
/// <param name="Backup">The copy of the file as it was before; null where none was made.</param>
public sealed record RepairResult(IReadOnlyDictionary<RepairReason, long> Found, string? File, string? Backup)
{
    /// <summary>How many findings there are; a volume can have several.</summary>
    public long Total => Found.Values.Sum();
}
