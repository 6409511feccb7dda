using GrinToS3.Verifying;

namespace GrinToS3.Migrating;

/// <summary>What came of one object.</summary>
/// <param name="Source">The object.</param>
/// <param name="Copied">What the target has of it now; null where it is missing or damaged at the source.</param>
/// <param name="Finding">What is wrong at the source.</param>
/// <param name="WasThere">Whether the target had it already.</param>
/// <param name="IsVerified">Whether its content was compared with a digest.</param>
internal sealed record CopyOutcome(SourceObject Source, CopiedObject? Copied, ObjectFinding? Finding = null, bool WasThere = false, bool IsVerified = true)
{
    internal MigrationCounts AddTo(MigrationCounts counts) => counts with
    {
        Objects = counts.Objects + 1,
        There = counts.There + (WasThere ? 1 : 0),
        Copied = counts.Copied + (Copied is not null && !WasThere ? 1 : 0),
        Damaged = counts.Damaged + (Finding is null ? 0 : 1),
        NotVerifiable = counts.NotVerifiable + (Copied is not null && !IsVerified ? 1 : 0),
        BytesCopied = counts.BytesCopied + (Copied is not null && !WasThere ? Copied.Size : 0),
    };
}
