using GrinToS3.Migrating;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>A run whose storage a command looks at, without GRIN and without owning the progress file.</summary>
internal sealed class StoredRun : IDisposable
{
    private readonly OpenRuns _runs;
    private readonly RunLease _lease;

    private StoredRun(OpenRuns runs, RunLease lease)
    {
        _runs = runs;
        _lease = lease;
    }

    internal OpenRun Run => _lease.Run;

    /// <summary>Opens a run that has a sound configuration and a progress file.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="verb">What is done with it.</param>
    /// <param name="old">The file of a configuration that it had before, to look at the storage of that; null for its own.</param>
    internal static StoredRun Open(RunDirectory directory, string verb, string? old = null)
    {
        var config = Preflight.ReadConfig(directory);

        var elsewhere = old is null ? null : ReadOld(directory, config, old);

        // Before the run is opened, which makes folders: a run without a file is left as it is.
        ProgressReader.Open(directory.Database).Dispose();
        var runs = new OpenRuns(new OpenRunsOptions { Root = directory.Root, HostId = verb, Warn = Console.Error.WriteLine, Elsewhere = elsewhere });
        try
        {
            return new StoredRun(runs, runs.Borrow(directory.Name.Value));
        }
        catch
        {
            runs.Dispose();
            throw;
        }
    }

    private static StorageConfig ReadOld(RunDirectory directory, RunConfig config, string path) =>
        !RunConfigFile.TryRead(directory, path, out var old, out var problem) ? throw new CommandFailedException(ExitCode.BadInput, problem)
        : StoragePlaces.Of(old.StorageConfig).Intersect(StoragePlaces.Of(config.StorageConfig)).FirstOrDefault() is { } same
            ? throw new CommandFailedException(ExitCode.BadInput, $"{path} is no old storage: the run uses {same} now")
        : old.StorageConfig;

    public void Dispose()
    {
        _lease.Dispose();
        _runs.Dispose();
    }
}
