using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>The beginning of a sync: what it needs, GRIN's lists, and the volumes that follow from them.</summary>
internal sealed class SyncSelection(IWorkflowContext context, SyncInput input, Task<bool> stop)
{
    private SyncProgress _progress = new() { Phase = SyncPhase.Preparing, StartedAt = context.CurrentUtcDateTime };
    private int? _room;

    internal async Task<Outcome<SyncProgress>> RunAsync()
    {
        context.SetCustomStatus(_progress);
        var plan = await PatientlyAsync(() => context.CallActivityAsync<Outcome<SyncPlan>>(
            PrepareSyncActivity.Name, new PrepareSync(input.Run, input.Fetch && !input.DryRun)));
        if (!plan.IsSuccess)
        {
            return plan.Error;
        }

        var session = await EntityAsync<SessionOpened>(ProgressEntity.OpenSession, SyncWorkflow.Name);
        if (!session.IsSuccess)
        {
            return session.Error;
        }

        _progress = _progress with { Phase = SyncPhase.Selecting, Session = session.Value.Id, Window = plan.Value.Window };
        context.SetCustomStatus(_progress);
        return await ListsAsync() ?? await NamedAsync() ?? await SelectAsync();
    }

    /// <summary>What GRIN has, what waits in its queue, and what it could not convert: without these nothing is chosen, for a list that is short would look like news.</summary>
    private async Task<Outcome<SyncProgress>?> ListsAsync()
    {
        string[] lists = input.KnowsLists ? [] : input.Request ? [GrinLists.Converted, GrinLists.Failed, GrinLists.InProcess] : [GrinLists.Converted, GrinLists.Failed];
        foreach (var list in lists)
        {
            var read = await PatientlyAsync(() => context.CallActivityAsync<Outcome<GrinListRead>>(
                ReadGrinListActivity.Name, new ReadGrinList(input.Run, _progress.Session, list)));
            if (!read.IsSuccess)
            {
                return read.Error;
            }

            var applied = await EntityAsync<ListApplied>(ProgressEntity.ApplyList, new ApplyGrinList(_progress.Session, list, read.Value.Batch));
            if (!applied.IsSuccess)
            {
                return applied.Error;
            }

            _room = list is GrinLists.InProcess ? Math.Max(0, GrinLists.QueueLimit - applied.Value.Volumes) : _room;
        }

        return null;
    }

    private async Task<Outcome<SyncProgress>?> NamedAsync()
    {
        if (input.BarcodesFile is not { } file)
        {
            return null;
        }

        var named = await context.CallActivityAsync<Outcome<VolumesNamed>>(NameVolumesActivity.Name, new NameVolumes(input.Run, _progress.Session, file));
        if (!named.IsSuccess)
        {
            return named.Error;
        }

        var applied = await EntityAsync<Done>(ProgressEntity.ApplyVolumes, new ApplyVolumes([named.Value.Batch]));
        if (!applied.IsSuccess)
        {
            return applied.Error;
        }

        return null;
    }

    private async Task<Outcome<SyncProgress>> SelectAsync()
    {
        var selected = await EntityAsync<SelectedVolumes>(
            ProgressEntity.SelectVolumes,
            new SelectVolumes(_progress.Session, input.Sources, input.Limit, input.Force, input.Fetch, input.Request, _room + 1, input.DailyQuota));
        if (!selected.IsSuccess)
        {
            return selected.Error;
        }

        // One more than there is room for was asked for: only so is it known whether anything has to wait.
        var requests = Math.Min(selected.Value.Request, _room ?? int.MaxValue);
        return _progress with { ToFetch = selected.Value.Fetch, ToRequest = requests, FillsQueue = requests < selected.Value.Request };
    }

    private Task<Outcome<T>> PatientlyAsync<T>(Func<Task<Outcome<T>>> call)
        where T : class =>
        new Outage(context, input.Patience, stop).RunAsync(call(), call, since => context.SetCustomStatus(_progress with { Phase = SyncPhase.Waiting, OutageSince = since }));

    private Task<Outcome<T>> EntityAsync<T>(string operation, object request)
        where T : class =>
        context.CallEntityAsync<Outcome<T>>(ProgressEntity.Id(input.Run), operation, request);
}
