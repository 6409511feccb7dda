using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>
/// Reads each day a part of what is stored and compares its digests, so that everything is read once in a cycle. Days on which nobody audited are caught up;
/// an audit that is interrupted goes on where it was. It reads beside a session and changes nothing but its own files.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock; days are those of UTC.</param>
/// <param name="ownsRun">Whether the run is the caller's alone: then nobody works on it meanwhile, and the file's owner reads it.</param>
public sealed class FixityAudit(OpenRun run, TimeProvider time, bool ownsRun = false)
{
    /// <summary>The code of the error that another audit of the run is at work.</summary>
    public const string InUse = "InUse";

    private const StoredKind LastKind = StoredKind.Manifest;

    private readonly VerifyFiles _files = new(run.Directory);
    private AuditState _state = new() { CycleWeeks = AuditCalendar.DefaultWeeks };

    /// <summary>Reads what is due.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Told after each page how far it is.</param>
    /// <param name="stop">Ends it early; a later start goes on there.</param>
    /// <returns>What it did; with an error of the code <see cref="InUse"/> where another audit is at work, which waiting cures.</returns>
    public async Task<AuditReport> RunAsync(AuditRequest request, Action<AuditProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        using var folder = _files.TryTakeAudit();
        if (folder is null)
        {
            return Report(new RunError(
                RunErrorKind.BadInput, InUse, $"another grin audit works on the run '{run.Directory.Name}'; wait until it has ended", ShouldRetry: true));
        }

        var audited = await StorageGuard.RunAsync<AuditReport>(async () =>
        {
            try
            {
                var isFirst = Prepare(request);
                var isComplete = await AuditAsync(request, isFirst, progress, stop);
                return Report() with { IsComplete = isComplete };
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return Report();
            }
        });
        return audited.IsSuccess ? audited.Value : Report(audited.Error);
    }

    /// <summary>Decides which days are read: those that an interrupted audit was at, else all since the last one.</summary>
    /// <returns>Whether this is the first part of its start, or all of it.</returns>
    private bool Prepare(AuditRequest request)
    {
        _state = AuditState.Read(_files.AuditState) ?? _state;
        if (request.CycleWeeks is { } weeks && weeks != _state.CycleWeeks)
        {
            // Other weeks are other days for each volume: what was read before says nothing of them.
            _state = _state with { CycleWeeks = weeks, DoneThrough = null, From = null, To = null };
        }

        if (request.Start is not null && request.Start == _state.Start)
        {
            return false;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_state.IsUnderWay)
        {
            return true;
        }

        // Within that many days everything is due at least once; what is longer ago would only be read twice.
        var earliest = today.AddDays(1 - new AuditCalendar(_state.CycleWeeks).MostDaysBetween);
        var next = _state.DoneThrough?.AddDays(1) ?? today;
        _state = _state with
        {
            From = next > today ? null : next > earliest ? next : earliest,
            To = next > today ? null : today,
            MissedDays = Math.Max(0, today.DayNumber - next.DayNumber),
            Kind = default,
            After = null,
            Counts = new VerifyCounts(),
        };
        return true;
    }

    /// <summary>Reads until nothing is left that is due, or the part's time is over.</summary>
    /// <returns>Whether nothing is left.</returns>
    private async Task<bool> AuditAsync(AuditRequest request, bool isFirst, Action<AuditProgress> progress, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var pages = new AuditPages(run, time, request.Parallel, ownsRun);
        var known = PlacesOf(isFirst ? await RecheckAsync(pages, request.Start, stop) : ReadFindings());
        var isComplete = !_state.IsUnderWay || await ReadAsync(pages, known, progress, () => time.GetElapsedTime(started) >= request.Longest, stop);
        RepairList.Write(_files.AuditRepair, run.Directory.Name.Value, time.GetUtcNow(), () => ObjectFindings.Read(_files.AuditFindings));
        if (!isComplete)
        {
            return false;
        }

        _state = _state with { DoneThrough = _state.To ?? _state.DoneThrough };
        _state.Write(_files.AuditState);
        return true;
    }

    private async Task<bool> ReadAsync(AuditPages pages, HashSet<string> known, Action<AuditProgress> progress, Func<bool> isLongEnough, CancellationToken stop)
    {
        var (calendar, from, to) = (new AuditCalendar(_state.CycleWeeks), _state.From!.Value, _state.To!.Value);
        using var findings = new FindingsFile(_files.AuditFindings, _state.FindingsBytes);
        while (true)
        {
            progress(new AuditProgress(_state.Kind, from, to, _state.Counts));
            var page = await pages.ReadAsync(calendar, _state.Kind, _state.After, from, to, stop);
            foreach (var one in page.Findings.Where(one => known.Add(one.Place)))
            {
                findings.Add(one);
            }

            _state = _state with { After = page.LastBarcode ?? _state.After, Counts = _state.Counts.With(page.Counts), FindingsBytes = findings.Flush() };
            if (page.IsLast && _state.Kind == LastKind)
            {
                return true;
            }

            _state = page.IsLast ? _state with { Kind = _state.Kind + 1, After = null } : _state;
            _state.Write(_files.AuditState);
            if (isLongEnough())
            {
                return false;
            }
        }
    }

    /// <summary>Looks once more at what earlier audits found: what was fetched again since is taken from the list.</summary>
    /// <returns>What is still as it was found.</returns>
    private async Task<IReadOnlyList<ObjectFinding>> RecheckAsync(AuditPages pages, DateTime? start, CancellationToken stop)
    {
        var before = ReadFindings();
        var still = await pages.StillTrueAsync(before, stop);
        FindingsFile.Replace(_files.AuditFindings, still);
        _state = _state with { Start = start, Repaired = before.Count - still.Count, FindingsBytes = new FileInfo(_files.AuditFindings).Length };
        _state.Write(_files.AuditState);
        return still;
    }

    private List<ObjectFinding> ReadFindings()
    {
        // What a kill left behind the state is found again.
        new FindingsFile(_files.AuditFindings, _state.FindingsBytes).Dispose();
        return [.. ObjectFindings.Read(_files.AuditFindings)];
    }

    private static HashSet<string> PlacesOf(IEnumerable<ObjectFinding> findings) => findings.Select(static one => one.Place).ToHashSet(StringComparer.Ordinal);

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
            _state.Repaired,
            error?.Code is not InUse ? ObjectFindings.Read(_files.AuditFindings).LongCount() : 0,
            _files.AuditFindings,
            repair,
            repair is null ? null : RepairList.Command(repair, run.Directory.Name.Value),
            error);
    }
}
