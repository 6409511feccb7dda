using GrinToS3.Cli.Output;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin verify</c> or <c>grin audit</c>, from the checks to the exit code. They work beside a session, so they take no run's lock.</summary>
internal sealed class VerifySession(RunDirectory directory, int show, bool json)
{
    private readonly VerifyFiles _files = new(directory);

    internal async Task<int> VerifyAsync(VerifyRequest request, CancellationToken cancellationToken)
    {
        var report = await RunAsync<VerifyProgress, VerifyReport>(
            "verify",
            new VerifyText(show, () => ObjectFindings.Read(_files.Findings)),
            (run, progress, stop) => new Verification(run, TimeProvider.System).RunAsync(request, progress, stop),
            cancellationToken);
        return Finish(report.Error, report.IsComplete, report.Counts.Damaged);
    }

    internal async Task<int> AuditAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        var report = await RunAsync<AuditProgress, AuditReport>(
            "audit",
            new AuditText(show, () => ObjectFindings.Read(_files.AuditFindings)),
            (run, progress, stop) => new FixityAudit(run, TimeProvider.System).RunAsync(request, progress, stop),
            cancellationToken);
        return Finish(report.Error, report.IsComplete, report.Open);
    }

    private async Task<TReport> RunAsync<TProgress, TReport>(
        string verb, IRunText<TProgress, TReport> text, Func<OpenRun, Action<TProgress>, CancellationToken, Task<TReport>> work, CancellationToken cancellationToken)
        where TProgress : class
    {
        var time = TimeProvider.System;
        using var stored = StoredRun.Open(directory, verb);
        using var log = new RunLog(stored.Run.Config.LogFile, $"grin.{verb}", time);
        await using var view = RunViews.For(json, text, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop.Cancel);
        view.Started(directory, stored.Run.Config, created: false);
        log.Info($"{verb.ToUpperInvariant()} STARTED - run {directory.Name}");
        var started = time.GetTimestamp();
        var report = await work(stored.Run, view.Progressed, stop.Token);
        await view.EndedAsync(report);
        log.Info($"{verb.ToUpperInvariant()} ENDED - {text.Ended(report, time.GetElapsedTime(started)).First()}");
        return report;
    }

    private static int Finish(RunError? error, bool isComplete, long damaged) =>
        error is not null ? throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message)
        : !isComplete ? ExitCode.Interrupted
        : damaged > 0 ? ExitCode.FailedVolumes
        : ExitCode.Done;
}
