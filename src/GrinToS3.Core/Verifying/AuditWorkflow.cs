using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>Reads what is due today of a run's objects, part by part, and leaves a list of those that are missing or damaged.</summary>
public sealed class AuditWorkflow : IWorkflow<AuditInput, AuditResult>
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "Audit";

    /// <summary>The event that asks for a good end: the part that is in flight is finished, no more is begun.</summary>
    public const string StopEvent = "Stop";

    /// <summary>Parts of one generation: some four history events each, so that an instance stays under 500, also where some of them have to be waited for.</summary>
    internal const int PartsPerGeneration = 50;

    /// <inheritdoc />
    public async Task<AuditResult> RunAsync(IWorkflowContext context, AuditInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var stop = context.WaitForExternalEvent<bool>(StopEvent);
        var status = input.Status ?? new AuditStatus { StartedAt = context.CurrentUtcDateTime };
        for (var part = 0; part < PartsPerGeneration; part++)
        {
            context.SetCustomStatus(status);
            var read = await ReadAsync(context, input, status, stop);
            status = status with { Report = read.Value ?? status.Report };
            AuditEnd? end = read.Error is { Code: FixityAudit.InUse } ? AuditEnd.InUse
                : read.Error is { } error && !(stop.IsCompleted && error.ShouldRetry) ? AuditEnd.Failed
                : read.Value is { IsComplete: true } ? AuditEnd.Complete
                : stop.IsCompleted ? AuditEnd.Stopped
                : context.CurrentUtcDateTime - status.StartedAt >= input.Longest ? AuditEnd.OutOfTime
                : null;
            if (end is { } ended)
            {
                context.SetCustomStatus(status);
                return new AuditResult { End = ended, Status = status, Error = ended is AuditEnd.Failed ? read.Error : null };
            }
        }

        context.ContinueAsNew(input with { Status = status });
        return new AuditResult { End = AuditEnd.Stopped, Status = status };
    }

    private static Task<Outcome<AuditReport>> ReadAsync(IWorkflowContext context, AuditInput input, AuditStatus status, Task<bool> stop)
    {
        Task<Outcome<AuditReport>> Read() => context.CallActivityAsync<Outcome<AuditReport>>(
            AuditPartActivity.Name, new AuditPart(input.Run, status.StartedAt, input.CycleWeeks, input.PartTime, status.Report?.Open ?? 0));
        return new Outage(context, input.Patience, stop).RunAsync(
            Read(), Read, since => context.SetCustomStatus(status with { Phase = AuditPhase.Waiting, WaitingSince = since }));
    }
}
