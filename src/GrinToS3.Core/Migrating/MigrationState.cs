using GrinToS3.Files;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Migrating;

/// <summary>A move to another store, as a file in the run's folder: where to, and since when.</summary>
public sealed record MigrationState
{
    /// <summary>The store that the run moves to.</summary>
    public required StorageConfig Target { get; init; }

    /// <summary>When it began, UTC; names the copy of the configuration that is kept.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run was switched, UTC; null where that is still to come.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The state in a file; null where there is none, or one that can't be read: then all is compared again.</summary>
    /// <param name="path">The file.</param>
    internal static MigrationState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? WorkflowJson.Read<MigrationState>(File.ReadAllText(path)) : null;
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
