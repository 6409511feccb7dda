using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>
/// Reads each day a part of what is stored and compares its digests, so that everything is read once in a cycle. Days on which nobody audited are caught up;
/// an audit that is interrupted goes on where it was. It reads beside a session and changes nothing but its own files.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock; days are those of UTC.</param>
public sealed class FixityAudit(OpenRun run, TimeProvider time)
{
    private const string InUse = "InUse";

    private readonly VerifyFiles _files = new(run.Directory);
    private AuditState _state = new() { CycleWeeks = AuditCalendar.DefaultWeeks };
    private long _repaired;

    /// <summary>Reads what is due.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Told after each page how far it is.</param>
    /// <param name="stop">Ends it early; a later start goes on there.</param>
    public async Task<AuditReport> RunAsync(AuditRequest request, Action<AuditProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        using var folder = _files.TryTakeAudit();
        if (folder is null)
        {
            return Report(new RunError(
                RunErrorKind.BadInput, InUse, $"another grin audit works on the run '{run.Directory.Name}'; wait until it has ended"));
        }

        var audited = await StorageGuard.RunAsync<AuditReport>(async () =>
        {
            try
            {
                Prepare(request);
                await AuditAsync(new AuditPages(run, time, request.Parallel), progress, stop);
                return Report() with { IsComplete = true };
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return Report();
            }
        });
        return audited.IsSuccess ? audited.Value : Report(audited.Error);
    }

    /// <summary>Decides which days are read: those that an interrupted audit was at, else all since the last one.</summary>
    private void Prepare(AuditRequest request)
    {
        _state = AuditState.Read(_files.AuditState) ?? _state;
        if (request.CycleWeeks is { } weeks && weeks != _state.CycleWeeks)
        {
            // Other weeks are other days for each volume: what was read before says nothing of them.
            _state = _state with { CycleWeeks = weeks, DoneThrough = null, From = null, To = null };
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_state.From is not null)
        {
            return;
        }

        if (_state.DoneThrough >= today)
        {
            _state = _state with { MissedDays = 0, Counts = new VerifyCounts() };
            return;
        }

        // Within that many days everything is due at least once; what is longer ago would only be read twice.
        var earliest = today.AddDays(1 - new AuditCalendar(_state.CycleWeeks).MostDaysBetween);
        var next = _state.DoneThrough?.AddDays(1) ?? today;
        _state = _state with
        {
            From = next > earliest ? next : earliest,
            To = today,
            MissedDays = today.DayNumber - next.DayNumber,
            Kind = default,
            After = null,
            Counts = new VerifyCounts(),
        };
    }

    private async Task AuditAsync(AuditPages pages, Action<AuditProgress> progress, CancellationToken stop)
    {
        var known = await RecheckAsync(pages, stop);
        if (_state is { From: { } from, To: { } to })
        {
            using var findings = new FindingsFile(_files.AuditFindings, long.MaxValue);
            await ReadAsync(pages, from, to, findings, known, progress, stop);
        }

        RepairList.Write(_files.AuditRepair, run.Directory.Name.Value, time.GetUtcNow(), () => ObjectFindings.Read(_files.AuditFindings));
        (_state with { DoneThrough = _state.To ?? _state.DoneThrough, From = null, To = null }).Write(_files.AuditState);
    }

    private async Task ReadAsync(
        AuditPages pages, DateOnly from, DateOnly to, FindingsFile findings, HashSet<string> known, Action<AuditProgress> progress, CancellationToken stop)
    {
        var calendar = new AuditCalendar(_state.CycleWeeks);
        foreach (var kind in Enum.GetValues<StoredKind>().Where(kind => kind >= _state.Kind))
        {
            _state = kind == _state.Kind ? _state : _state with { Kind = kind, After = null };
            AuditedPage page;
            do
            {
                progress(new AuditProgress(kind, from, to, _state.Counts));
                page = await pages.ReadAsync(calendar, kind, _state.After, from, to, stop);
                foreach (var one in page.Findings.Where(one => known.Add(one.Place)))
                {
                    findings.Add(one);
                }

                _state = _state with { After = page.LastBarcode ?? _state.After, Counts = _state.Counts.With(page.Counts), FindingsBytes = findings.Flush() };
                _state.Write(_files.AuditState);
            }
            while (!page.IsLast);
        }
    }

    /// <summary>Looks once more at what earlier audits found: what was fetched again since is taken from the list.</summary>
    /// <returns>The places of what is still as it was found.</returns>
    private async Task<HashSet<string>> RecheckAsync(AuditPages pages, CancellationToken stop)
    {
        // What a kill left behind the state is found again.
        new FindingsFile(_files.AuditFindings, _state.FindingsBytes).Dispose();
        var before = ObjectFindings.Read(_files.AuditFindings).ToList();
        var still = await pages.StillTrueAsync(before, stop);
        FindingsFile.Replace(_files.AuditFindings, still);
        _repaired = before.Count - still.Count;
        _state = _state with { FindingsBytes = new FileInfo(_files.AuditFindings).Length };
        _state.Write(_files.AuditState);
        return still.Select(static one => one.Place).ToHashSet(StringComparer.Ordinal);
    }

    private AuditReport Report(RunError? error = null)
    {
        var repair = File.Exists(_files.AuditRepair) ? _files.AuditRepair : null;
        return new AuditReport(
            IsComplete: false,
            _state.CycleWeeks,
            _state.From,
            _state.To,
            _state.MissedDays,
            _state.Counts,
            _repaired,
            error?.Code is not InUse ? ObjectFindings.Read(_files.AuditFindings).LongCount() : 0,
            _files.AuditFindings,
            repair,
            repair is null ? null : RepairList.Command(repair, run.Directory.Name.Value),
            error);
    }
}
