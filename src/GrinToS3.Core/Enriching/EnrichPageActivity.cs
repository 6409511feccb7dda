using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Grin.Reports;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>Asks GRIN in one request for all that it knows of some volumes, and leaves the answer in the inbox as a batch.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class EnrichPageActivity(OpenRuns runs) : IActivity<EnrichPage, Outcome<EnrichedPage>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "EnrichPage";

    /// <inheritdoc />
    public Task<Outcome<EnrichedPage>> RunAsync(EnrichPage input, CancellationToken cancellationToken) => StorageGuard.RunAsync<EnrichedPage>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        var batch = BatchId.ForEnrichment(input.Session, input.Page.Position, failed: false);
        if (run.Inbox.TryReadReceipt(batch, out var receipt) && receipt.ReadNote<EnrichedPage>() is { } done)
        {
            // GRIN has answered this request, and the host ended before it was applied.
            return done;
        }

        var asked = input.Page.Barcodes.Where(static one => Barcode.TryParse(one, out _, out _)).ToList();
        if (asked.Count == 0)
        {
            return Leave(run, batch, input, report: null);
        }

        var answered = await run.Grin.GetAsync(
            run.Address.BarcodeSearch(asked),
            GrinRequestKind.Report,
            async (response, stop) =>
            {
                using var body = new ReportBody();
                if (await body.ReadAsync(response.Body, stop) is { } tooLarge)
                {
                    return tooLarge;
                }

                var report = BarcodeReport.Open(body.Bytes, asked.Count);
                return report.IsSuccess ? Leave(run, batch, input, report.Value) : (GrinResult<EnrichedPage>)report.Error;
            },
            run.Retry,
            cancellationToken);
        return answered.IsSuccess ? answered.Value
            : ConcernsAll(answered.Error.Kind) ? RunError.From(answered.Error)
            : LeaveFailure(run, input, answered.Error);
    });

    /// <summary>Whether an error says nothing about the request that met it.</summary>
    private static bool ConcernsAll(GrinErrorKind kind) => kind
        is GrinErrorKind.CredentialsMissing or GrinErrorKind.AuthFailed or GrinErrorKind.PermissionDenied or GrinErrorKind.LoginPage
        or GrinErrorKind.NotFound or GrinErrorKind.Throttled or GrinErrorKind.Unreachable;

    private static readonly Dictionary<string, int> NoStates = [];

    private EnrichedPage Leave(OpenRun run, BatchId batch, EnrichPage input, BarcodeReport? report)
    {
        using var writer = run.Inbox.Create(batch);
        var rows = new EnrichmentRows(writer);
        var states = new Dictionary<string, int>(StringComparer.Ordinal);
        var volumes = input.Page.Barcodes.ToHashSet(StringComparer.Ordinal);
        var columns = report is null ? null : new EnrichmentColumns(report.Names);
        var enriched = report is null ? 0 : rows.Found(report, columns!, volumes, input.Poll ? states : null);
        foreach (var barcode in input.Page.Barcodes.Where(volumes.Contains))
        {
            rows.Absent(barcode, Barcode.TryParse(barcode, out _, out var problem) ? null : problem);
        }

        if (report is { UnevenRows: > 0 })
        {
            runs.Options.Warn?.Invoke($"{report.UnevenRows} rows of GRIN's report have more or fewer fields than it has columns; what was missing is taken as blank");
        }

        // A report without rows may be short of columns for that reason alone.
        var page = new EnrichedPage(
            batch, enriched, volumes.Count, columns?.Unknown.Select(static one => one.Name).ToList() ?? [], enriched > 0 ? columns!.Missing : [], states);
        writer.Complete(WorkflowJson.Write(page));
        return page;
    }

    private static EnrichedPage LeaveFailure(OpenRun run, EnrichPage input, GrinError error)
    {
        var batch = BatchId.ForEnrichment(input.Session, input.Page.Position, failed: true);
        using var writer = run.Inbox.Create(batch);
        var rows = new EnrichmentRows(writer);
        foreach (var barcode in input.Poll ? [] : input.Page.Barcodes)
        {
            rows.Failed(barcode, error);
        }

        writer.Complete();
        var failure = RunError.From(error with { Message = $"{input.Page.Barcodes.Count} volumes from {input.Page.Barcodes[0]} on: {error.Message}" });
        return new EnrichedPage(batch, 0, 0, [], [], NoStates, failure);
    }
}
