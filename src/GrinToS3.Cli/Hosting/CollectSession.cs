using GrinToS3.Cli.Output;
using GrinToS3.Collecting;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin collect</c>, from the checks to the exit code.</summary>
internal sealed class CollectSession(RunDirectory directory, RunConfigDraft draft, bool json)
{
    /// <summary>Writes the configuration and stops.</summary>
    internal int WriteConfig()
    {
        var start = Start();
        Console.WriteLine(json
            ? Workflows.WorkflowJson.Write(new { Event = "config", File = directory.Config, start.Created })
            : start.Created ? $"Configuration written to {directory.Config}" : $"The run has a configuration already: {directory.Config}");
        return ExitCode.Done;
    }

    /// <summary>Collects.</summary>
    internal async Task<int> RunAsync(CollectInput input, CancellationToken cancellationToken)
    {
        await Preflight.CheckAsync(directory, draft, cancellationToken);
        var start = Start();
        using var runLock = Preflight.TakeLock(directory);
        var repeated = 0;
        var session = new LocalSession<CollectProgress, CollectResult>(directory, start.Config!, "collect", json, new CollectText())
        {
            Watch = (progress, note) =>
            {
                if (progress.Repeated > repeated)
                {
                    repeated = progress.Repeated;
                    note($"{progress.LastRepeat} (asking again)");
                }
            },
        };
        var result = await session.RunAsync(new CollectWorkflow(), input, CollectWorkflow.StopEvent, start.Created, cancellationToken);
        return result.Error is { } error ? throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message)
            : result.End is CollectEnd.Stopped ? ExitCode.Interrupted
            : ExitCode.Done;
    }

    private RunConfigStart Start()
    {
        var start = RunConfigFile.Start(directory, draft);
        return start.Problem is null ? start : throw new CommandFailedException(ExitCode.BadInput, start.Problem);
    }
}
