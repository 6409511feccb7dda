using GrinToS3.Repairing;

namespace GrinToS3.Adopting;

/// <summary>What came of adopting a run.</summary>
/// <param name="Backup">The copy of the file as the Python tool left it; null where the run was adopted before.</param>
/// <param name="Storage">What was found in storage.</param>
/// <param name="StorageFile">The file that names the volumes whose state storage changed; null where there are none.</param>
/// <param name="Repair">What the repair pass mended.</param>
public sealed record AdoptionResult(string? Backup, StorageSeen Storage, string? StorageFile, RepairResult Repair);
