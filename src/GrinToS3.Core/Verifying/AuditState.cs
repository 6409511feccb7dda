using GrinToS3.Files;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>How far the audit has come, as a file in the run's folder.</summary>
internal sealed record AuditState
{
    public required int CycleWeeks { get; init; }

    /// <summary>The last day whose objects have all been read.</summary>
    public DateOnly? DoneThrough { get; init; }

    /// <summary>The days that are being read; null between audits.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public int MissedDays { get; init; }

    public StoredKind Kind { get; init; }

    /// <summary>The last volume of that kind that was looked at.</summary>
    public string? After { get; init; }

    public VerifyCounts Counts { get; init; } = new();

    /// <summary>The length of the file of findings at that moment.</summary>
    public long FindingsBytes { get; init; }

    /// <summary>The state in a file; null where there is none, or one that can't be read: then the audit begins anew.</summary>
    internal static AuditState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? WorkflowJson.Read<AuditState>(File.ReadAllText(path)) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    internal void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(WorkflowJson.Write(this));
    });
}
