using GrinToS3.Files;
using GrinToS3.Objects;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Hosting;

/// <summary>What a killed session of a run left behind: only for who holds the run's lock, so that nobody is writing it.</summary>
internal static class UnfinishedFiles
{
    /// <summary>Deletes temporary files of the run's folder, and of its own part of local storage.</summary>
    /// <returns>How many files were deleted.</returns>
    internal static async Task<int> SweepAsync(RunDirectory directory, RunConfig config, CancellationToken cancellationToken)
    {
        var swept = Leftovers.Sweep(directory.Path);
        if (config.StorageConfig.Type is not StorageTypes.Local)
        {
            // Hidden parts of uploads are dropped by age: see docs/storage-keys.md.
            return swept;
        }

        using var store = new FileObjectStore(config.StorageConfig, TimeProvider.System);
        foreach (var bucket in new[] { Bucket.Meta, Bucket.Full })
        {
            swept += await store.DropUnfinishedAsync(bucket, new ObjectLayout(directory.Name, config.StorageConfig).Prefix, TimeSpan.Zero, cancellationToken);
        }

        return swept;
    }
}
