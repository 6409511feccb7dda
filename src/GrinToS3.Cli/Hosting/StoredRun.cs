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
    internal static StoredRun Open(RunDirectory directory, string verb)
    {
        if (!RunConfigFile.TryRead(directory, out _, out var problem))
        {
            throw new CommandFailedException(ExitCode.BadInput, problem);
        }

        // Before the run is opened, which makes folders: a run without a file is left as it is.
        ProgressReader.Open(directory.Database).Dispose();
        var runs = new OpenRuns(new OpenRunsOptions { Root = directory.Root, HostId = verb, Warn = Console.Error.WriteLine });
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

    public void Dispose()
    {
        _lease.Dispose();
        _runs.Dispose();
    }
}
