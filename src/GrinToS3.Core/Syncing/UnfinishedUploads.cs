using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Uploads that a killed host has left unfinished: nobody sees them, and an S3 server keeps and bills what was sent of them.</summary>
internal static class UnfinishedUploads
{
    /// <summary>An upload that began longer ago has nobody who goes on with it.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);

    /// <summary>Drops what is so old that nobody goes on with it, whoever began it; and the storage check's objects of that age.</summary>
    internal static async Task DropOldAsync(OpenRun run, CancellationToken cancellationToken)
    {
        await DropAsync(run, OrphanAge, cancellationToken);
        await StorageProbe.DropAsync(run.Objects, run.Layout, run.Now - OrphanAge, cancellationToken);
    }

    /// <summary>
    /// Drops what is left at the end of a sync, however young: whatever the sync began has ended, or was begun again after its host had died. Local
    /// storage is walked through for its temporary files when a sync begins, not twice.
    /// </summary>
    internal static Task DropAllAsync(OpenRun run, CancellationToken cancellationToken) =>
        run.Config.StorageConfig.Type is StorageTypes.Local ? Task.CompletedTask : DropAsync(run, TimeSpan.Zero, cancellationToken);

    private static async Task DropAsync(OpenRun run, TimeSpan age, CancellationToken cancellationToken)
    {
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await run.Objects.DropUnfinishedAsync(bucket, run.Layout.UnfinishedPrefix(bucket), age, cancellationToken);
        }
    }
}
