namespace GrinToS3.Verifying;

/// <summary>What an audit is doing.</summary>
public enum AuditPhase
{
    /// <summary>Reading what is due.</summary>
    Reading,

    /// <summary>Waiting for the storage to answer again, or for another audit to end.</summary>
    Waiting,
}
