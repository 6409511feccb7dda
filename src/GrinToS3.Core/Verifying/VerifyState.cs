using GrinToS3.Files;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>How far a verification has come, as a file in the run's folder: what is before it was looked at, and its findings are in their file.</summary>
internal sealed record VerifyState
{
    public required VerifyLevel Level { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public StoredKind Kind { get; init; }

    /// <summary>The last key of that kind that was looked at.</summary>
    public string? After { get; init; }

    /// <summary>The length of the file of findings at that moment; what is behind it is found again.</summary>
    public long FindingsBytes { get; init; }

    public VerifyCounts Counts { get; init; } = new();

    /// <summary>The state in a file; null where there is none, or one that can't be read: then all is looked at again.</summary>
    internal static VerifyState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? WorkflowJson.Read<VerifyState>(File.ReadAllText(path)) : null;
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
