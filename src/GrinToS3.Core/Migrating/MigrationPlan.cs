using System.Diagnostics.CodeAnalysis;
using GrinToS3.Runs;

namespace GrinToS3.Migrating;

/// <summary>Finds out where a run moves to: what was given, or where an unfinished move goes.</summary>
public static class MigrationPlan
{
    /// <summary>Plans.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="saved">Its configuration.</param>
    /// <param name="draft">The target's storage, with its defaults, and the library's directory; null where nothing was given.</param>
    /// <param name="restart">Whether an unfinished move is forgotten.</param>
    /// <param name="time">The clock.</param>
    /// <param name="state">Where it moves to.</param>
    /// <param name="problem">Why it can't, in one line.</param>
    public static bool TryMake(
        RunDirectory directory,
        RunConfig saved,
        RunConfigDraft? draft,
        bool restart,
        TimeProvider time,
        [NotNullWhen(true)] out MigrationState? state,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(time);
        state = null;
        problem = null;
        var unfinished = restart ? null : new MigrationFiles(directory).Unfinished();
        if (draft is null)
        {
            problem = unfinished is null ? "say where to: --to-storage TYPE, and what it needs" : null;
            state = unfinished;
            return problem is null;
        }

        if (!draft.TryBuild(out var config, out problem))
        {
            return false;
        }

        var to = StoragePlaces.Of(config.StorageConfig);
        if (to.Intersect(StoragePlaces.Of(saved.StorageConfig)).FirstOrDefault() is { } same)
        {
            problem = $"the run is stored in {same} already; choose other buckets or another folder for all three";
        }
        else if (unfinished is not null && !to.SequenceEqual(StoragePlaces.Of(unfinished.Target)))
        {
            problem = $"a move to {string.Join(", ", StoragePlaces.Of(unfinished.Target))} is unfinished; go on with it by leaving the --to options out, or forget it with --restart";
        }
        else
        {
            state = new MigrationState { Target = config.StorageConfig, StartedAt = unfinished?.StartedAt ?? time.GetUtcNow() };
        }

        return problem is null;
    }
}
