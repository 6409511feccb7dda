using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>The beginning of a reprocessing: what it needs, and its volumes.</summary>
internal sealed class ReprocessSelection(IWorkflowContext context, ReprocessInput input, Task<bool> stop)
{
    private SyncProgress _progress = new() { Phase = SyncPhase.Preparing, StartedAt = context.CurrentUtcDateTime };

    internal async Task<Outcome<SyncProgress>> RunAsync()
    {
        context.SetCustomStatus(_progress);
        Task<Outcome<SyncPlan>> Prepare() => context.CallActivityAsync<Outcome<SyncPlan>>(PrepareReprocessActivity.Name, new PrepareReprocess(input.Run));
        var plan = await new Outage(context, input.Patience, stop).RunAsync(
            Prepare(), Prepare, since => context.SetCustomStatus(_progress with { Phase = SyncPhase.Waiting, OutageSince = since }));
        if (!plan.IsSuccess)
        {
            return plan.Error;
        }

        var workflow = input.Source is StoredSource.All ? SessionTable.DeriveAll : ReprocessWorkflow.Name;
        var session = await EntityAsync<SessionOpened>(ProgressEntity.OpenSession, workflow);
        if (!session.IsSuccess)
        {
            return session.Error;
        }

        _progress = _progress with { Phase = SyncPhase.Selecting, Session = session.Value.Id, Window = plan.Value.Window };
        context.SetCustomStatus(_progress);
        return await NameAsync() is { } error ? error : await SelectAsync();
    }

    private async Task<RunError?> NameAsync()
    {
        if (input.BarcodesFile is not { } file)
        {
            return null;
        }

        var named = await context.CallActivityAsync<Outcome<VolumesNamed>>(
            NameVolumesActivity.Name, new NameVolumes(input.Run, _progress.Session, file, AddsRows: false));
        return named.IsSuccess ? (await EntityAsync<Done>(ProgressEntity.ApplyVolumes, new ApplyVolumes([named.Value.Batch]))).Error : named.Error;
    }

    private async Task<Outcome<SyncProgress>> SelectAsync()
    {
        var selected = await EntityAsync<SelectedVolumes>(
            ProgressEntity.SelectStored, new SelectStored(_progress.Session, input.Source, input.WithText, input.WithMarc, input.Limit));
        return selected.IsSuccess ? _progress with { ToFetch = selected.Value.Fetch } : selected.Error;
    }

    private Task<Outcome<T>> EntityAsync<T>(string operation, object request)
        where T : class =>
        context.CallEntityAsync<Outcome<T>>(ProgressEntity.Id(input.Run), operation, request);
}
