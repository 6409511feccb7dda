using GrinToS3.Cli.Output;
using GrinToS3.Mirroring;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin run</c>, from the checks to the exit code.</summary>
/// <param name="directory">The run.</param>
/// <param name="plan">What a pass does.</param>
/// <param name="json">Whether output is JSON.</param>
internal sealed class MirrorSession(RunDirectory directory, MirrorPlan plan, bool json)
{
    /// <summary>Runs one pass, or with a schedule one after the other.</summary>
    internal async Task<int> RunAsync(PassSchedule? schedule, CancellationToken cancellationToken)
    {
        await Preflight.CheckAsync(directory, new RunConfigDraft(directory.Name), cancellationToken);
        using var runLock = Preflight.TakeLock(directory);
        return Finish(schedule is null ? await PassAsync(CancellationToken.None, cancellationToken) : await ContinueAsync(schedule, cancellationToken));
    }

    private async Task<MirrorResult?> ContinueAsync(PassSchedule schedule, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop.Cancel);
        return await new ContinuousMirror(schedule, TimeProvider.System).RunAsync(
            room => PassAsync(room, cancellationToken), next => Say($"Next pass at {next.ToLocalTime():yyyy-MM-dd HH:mm:ss}"), stop.Token);
    }

    private async Task<MirrorResult> PassAsync(CancellationToken room, CancellationToken cancellationToken)
    {
        // Read again for each pass: a person may have edited it meanwhile.
        var config = Preflight.ReadConfig(directory);

        var input = plan.ToInput(directory.Name);
        var session = new LocalSession<object, MirrorResult>(directory, config, "run", json, new MirrorText(directory, input))
        {
            Watch = FailureNotes.Of<object>(LastFailure),
            Room = room,
        };
        var result = await session.RunAsync(new MirrorWorkflow(), input, SyncWorkflow.StopEvent, created: false, cancellationToken);
        if (result.Error is { } error)
        {
            Say($"{error.Message}");
        }

        return result;
    }

    private static string? LastFailure(object progress) => progress switch
    {
        SyncProgress sync => sync.LastFailure,
        Enriching.EnrichProgress enrich => enrich.LastFailure,
        _ => null,
    };

    private void Say(string line) => Console.WriteLine(json ? WorkflowJson.Write(new { Event = "note", Text = line }) : line);

    private static int Finish(MirrorResult? result) =>
        result is null ? ExitCode.Interrupted
        : result.Error is { } error ? throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message)
        : result.IsStopped ? ExitCode.Interrupted
        : result.Damaged > 0 ? ExitCode.FailedVolumes
        : result.QueueFull ? ExitCode.QueueFull
        : result.Failed > 0 ? ExitCode.FailedVolumes
        : ExitCode.Done;
}
