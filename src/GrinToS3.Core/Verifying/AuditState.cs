using System.Text.Json;
using System.Text.Json.Serialization;
using GrinToS3.Files;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>How far the audit has come, as a file in the run's folder.</summary>
internal sealed record AuditState
{
    public required int CycleWeeks { get; init; }

    /// <summary>The last day whose objects have all been read.</summary>
    public DateOnly? DoneThrough { get; init; }

    /// <summary>When the start began that has looked at earlier findings last, where it is made of parts; null where it is not.</summary>
    public DateTime? Start { get; init; }

    /// <summary>The days that are being read, or were read last; null where a start found those of its day read already.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public int MissedDays { get; init; }

    /// <summary>Findings of earlier audits that were no longer true when that start looked at them.</summary>
    public long Repaired { get; init; }

    public StoredKind Kind { get; init; }

    /// <summary>The last volume of that kind that was looked at.</summary>
    public string? After { get; init; }

    public VerifyCounts Counts { get; init; } = new();

    /// <summary>The length of the file of findings at that moment.</summary>
    public long FindingsBytes { get; init; }

    /// <summary>Whether days are being read, be it that nobody does so at the moment.</summary>
    [JsonIgnore]
    internal bool IsUnderWay => To is not null && !(DoneThrough >= To);

    /// <summary>The state in a file; null where there is none, or one that can't be read: then the audit begins anew.</summary>
    internal static AuditState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? WorkflowJson.Read<AuditState>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
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
