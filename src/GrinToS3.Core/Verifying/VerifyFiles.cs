using GrinToS3.Runs;

namespace GrinToS3.Verifying;

/// <summary>The files of verifying and auditing in a run's folder.</summary>
/// <param name="directory">The run's folder.</param>
public sealed class VerifyFiles(RunDirectory directory)
{
    /// <summary>The run's folder.</summary>
    public RunDirectory Run => directory;

    /// <summary>How far a verification has come.</summary>
    public string State => In("state.json");

    /// <summary>What it found, one JSON object a line.</summary>
    public string Findings => In("findings.jsonl");

    /// <summary>The volumes to fetch again, for <c>grin sync --barcodes-file</c>.</summary>
    public string Repair => In("repair.txt");

    /// <summary>How far the audit has come.</summary>
    public string AuditState => In("audit-state.json");

    /// <summary>What the audit found and is not repaired yet, one JSON object a line.</summary>
    public string AuditFindings => In("audit-findings.jsonl");

    /// <summary>The volumes of those findings, for <c>grin sync --barcodes-file</c>.</summary>
    public string AuditRepair => In("audit-repair.txt");

    /// <summary>Takes verifying for oneself: two at once would write over each other's files.</summary>
    /// <returns>The lock; null where somebody else has it.</returns>
    public RunLock? TryTakeVerify() => TryTake("verify.lock");

    /// <summary>Takes auditing for oneself.</summary>
    /// <returns>The lock; null where somebody else has it.</returns>
    public RunLock? TryTakeAudit() => TryTake("audit.lock");

    private RunLock? TryTake(string name)
    {
        Directory.CreateDirectory(directory.Verification);
        return RunLock.TryTake(In(name));
    }

    private string In(string file) => Path.Combine(directory.Verification, file);
}
