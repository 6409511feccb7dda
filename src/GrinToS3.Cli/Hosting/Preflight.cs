using GrinToS3.Files;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>What a start can find out before it writes anything, so that a refused start leaves no trace.</summary>
internal static class Preflight
{
    /// <summary>Checks the settings, the lock, the credential files, the folders and the progress file of a run that is about to start.</summary>
    internal static async Task CheckAsync(RunDirectory directory, RunConfigDraft draft, CancellationToken cancellationToken)
    {
        var start = RunConfigFile.Examine(directory, draft);
        if (start.Problem is not null)
        {
            throw new CommandFailedException(ExitCode.BadInput, start.Problem);
        }

        var config = start.Config!;
        if (File.Exists(directory.Lock))
        {
            TakeLock(directory).Dispose();
        }

        if (config.LogFile is { } log && WritableFolder.Examine("log's folder", Path.GetDirectoryName(Path.GetFullPath(log))!) is { } problem)
        {
            throw new CommandFailedException(ExitCode.Storage, problem);
        }

        DatabaseCheck.RequireUsable(directory.Database);
        var check = new StartCheck(directory, config, Environment.GetEnvironmentVariable, TimeProvider.System, Console.Error.WriteLine);
        if (await check.RunAsync(start.Created, cancellationToken) is { } error)
        {
            throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message);
        }
    }

    /// <summary>Reads the configuration of a run that exists.</summary>
    internal static RunConfig ReadConfig(RunDirectory directory) => RunConfigFile.TryRead(directory, out var config, out var problem)
        ? config
        : throw new CommandFailedException(ExitCode.BadInput, problem);

    /// <summary>Takes the run for this session.</summary>
    internal static RunLock TakeLock(RunDirectory directory) => RunLock.TryTake(directory)
        ?? throw new CommandFailedException(ExitCode.BadInput, $"another session works on the run '{directory.Name}'; wait until it has ended");
}
