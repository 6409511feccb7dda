using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>Reads what is due, page by page. A page depends on nothing but what it is asked for, so it can be an activity as well.</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
/// <param name="parallel">How many objects are read side by side.</param>
/// <param name="ownsRun">Whether the run is the caller's alone.</param>
internal sealed class AuditPages(OpenRun run, TimeProvider time, int parallel, bool ownsRun)
{
    /// <summary>Rows of a page: some of them are due, and if it is interrupted these are read again.</summary>
    private const int PageSize = 1000;

    /// <summary>The most of them that are read: after days without an audit all rows may be due.</summary>
    private const int MostDue = 64;

    private readonly StoredRows _rows = ownsRun ? new(run.Store, run.Layout) : new(run.Directory.Database, run.Layout);
    private readonly SessionWatch? _session = ownsRun ? null : new(run.Directory, time);

    private ObjectExamination Examination => new(run, _rows, VerifyLevel.Full, _session, time);

    /// <summary>Reads the objects of the next page that are due.</summary>
    /// <param name="calendar">Says when volumes are due.</param>
    /// <param name="kind">What is read.</param>
    /// <param name="afterBarcode">The last volume of the page before; null for the first page.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<AuditedPage> ReadAsync(AuditCalendar calendar, StoredKind kind, string? afterBarcode, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var rows = _rows.Page(kind, afterBarcode, PageSize);
        var due = rows.Where(row => calendar.IsDue(row.Barcode, from, to)).ToList();
        var isCut = due.Count > MostDue;
        var examined = await ExamineAsync(due.Take(MostDue).Select(row => kind.Expect(run.Layout, row)).OfType<ExpectedObject>(), stop);
        return new AuditedPage(
            isCut ? due[MostDue - 1].Barcode : rows is [.., var last] ? last.Barcode : null,
            !isCut && rows.Count < PageSize,
            examined.Aggregate(new VerifyCounts(), static (counts, one) => one.AddTo(counts)),
            [.. examined.Select(static one => one.Finding).OfType<ObjectFinding>()]);
    }

    /// <summary>Looks once more at what was found, and keeps what is still true, and what a session is just working on.</summary>
    internal async Task<IReadOnlyList<ObjectFinding>> StillTrueAsync(IEnumerable<ObjectFinding> findings, CancellationToken stop)
    {
        var known = findings.Select(one => (Finding: one, Expected: one.Barcode is null ? null : _rows.Find(one.Kind, one.Barcode)))
            .Where(static one => one.Expected is not null).ToList();
        var examined = await ExamineAsync(known.Select(static one => one.Expected!), stop);
        return [.. known.Zip(examined).Select(static one => one.Second.IsInUse ? one.First.Finding : one.Second.Finding).OfType<ObjectFinding>()];
    }

    private async Task<Examined[]> ExamineAsync(IEnumerable<ExpectedObject> objects, CancellationToken stop)
    {
        var (examination, all) = (Examination, objects.ToArray());
        var examined = new Examined[all.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, all.Length),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = stop },
            async (index, cancellationToken) => examined[index] = await examination.KnownAsync(all[index], listed: null, cancellationToken));
        return examined;
    }
}
