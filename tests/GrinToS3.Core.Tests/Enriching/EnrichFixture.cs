using System.Globalization;
using GrinToS3.Collecting;
using GrinToS3.Grin.Http;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;
using GrinToS3.Simulator.Volumes;
using GrinToS3.Syncing;

namespace GrinToS3.Enriching;

/// <summary>A collected run that enriches from a simulated GRIN, and a look at what that left.</summary>
internal sealed class EnrichFixture : IAsyncDisposable
{
    // The report's names and the columns that they fill, in the table's order: written down here a second time.
    internal static readonly (string Column, string Name)[] Columns =
    [
        ("scanned_date", "Scanned Date"), ("converted_date", "Converted Date"), ("downloaded_date", "Downloaded Date"), ("processed_date", "Processed Date"),
        ("analyzed_date", "Analyzed Date"), ("ocr_date", "OCR'd Date"), ("grin_state", "State"), ("grin_viewability", "Viewability"),
        ("grin_opted_out", "Opted-Out (post-scan)"), ("grin_conditions", "Conditions"), ("grin_scannable", "Scannable"), ("grin_tagging", "Tagging"),
        ("grin_audit", "Audit"), ("grin_material_error_percent", "Material Error%"), ("grin_overall_error_percent", "Overall Error%"), ("grin_claimed", "Claimed"),
        ("grin_ocr_analysis_score", "OCR Analysis Score"), ("grin_ocr_gtd_score", "OCR GTD Score"), ("grin_digitization_method", "Digitization Method"),
        ("grin_check_in_date", "Check-In Date"), ("grin_source_library_bibkey", "Source Library Bibkey"), ("grin_rubbish", "Rubbish"),
        ("grin_allow_download_updated_date", "Allow Download Updated Date"), ("grin_viewability_updated_date", "Viewability Updated Date"),
    ];

    private static readonly string Names = string.Join(", ", Columns.Select(static one => one.Column));

    private EnrichFixture(CollectFixture run) => Run = run;

    internal CollectFixture Run { get; }

    internal SimulatedGrin Grin => Run.Grin;

    internal int Calls => Grin.Journal.Count("_barcode_search");

    /// <summary>Starts a run whose inventory is collected; each request is tried once unless it is said otherwise.</summary>
    internal static async Task<EnrichFixture> StartAsync(
        int books, string[]? faults = null, TimeProvider? time = null, bool deliverTwice = false, bool retries = false, int revision = 0)
    {
        var run = await CollectFixture.StartAsync(
            new SimulatorOptions { Books = books, Revision = revision, Faults = FaultPlan.Parse(faults ?? []) },
            pageSize: 5000,
            time,
            deliverTwice: deliverTwice,
            changes: new RunChanges { Open = options => retries ? options : options with { Retry = RetryPlan.None } });
        Assert.Equal(CollectEnd.Complete, (await run.CollectAsync()).End);
        return new EnrichFixture(run);
    }

    internal static EnrichInput Input(long? limit = null, bool reset = false) => new() { Run = "run1", Limit = limit, Reset = reset };

    internal Task<EnrichResult> EnrichAsync(EnrichInput? input = null, Action<EnrichProgress>? status = null) =>
        Run.Host.RunAsync(new EnrichWorkflow(), "run1", input ?? Input(), value => status?.Invoke((EnrichProgress)value!));

    internal List<string> Query(string sql) => SyncFixture.Query(Run.Directory.Database, sql);

    internal long Count(string from) => long.Parse(Query($"SELECT count(*) FROM {from}")[0], CultureInfo.InvariantCulture);

    /// <summary>Changes the file behind the run's back, as another program would.</summary>
    internal void Change(string sql)
    {
        Run.Restart();
        SyncFixture.Change(Run.Directory.Database, sql);
    }

    /// <summary>The 24 columns of each volume, by barcode, joined by bars.</summary>
    internal List<string> Rows(string where = "1") => Query($"SELECT barcode, {Names} FROM books WHERE {where} ORDER BY barcode");

    /// <summary>What the columns must be, worked out from the library without any of the code under test.</summary>
    /// <param name="blank">What stands where GRIN shows nothing.</param>
    /// <param name="without">A column of the report that is not there.</param>
    internal List<string> Expected(string blank = "", string? without = null) =>
    [
        .. Grin.Library.Books.Select(book => string.Join('|', [book.Barcode, .. Columns.Select(one => one.Name == without ? blank : Value(book, one.Name, blank))]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What two runs must agree on.</summary>
    internal List<string> EndState() =>
    [
        .. Rows(),
        .. Query("SELECT barcode, enrichment_timestamp IS NULL FROM books ORDER BY barcode"),
        .. Query("SELECT barcode, stage, state, attempts, error_kind FROM volume_states ORDER BY barcode"),
        .. Query("SELECT barcode, name, value FROM grin_fields ORDER BY barcode, name"),
    ];

    public ValueTask DisposeAsync() => Run.DisposeAsync();

    private static string Value(Book book, string name, string blank) => book.Report[name] switch
    {
        "" => blank,
        var date when name.EndsWith("Date", StringComparison.Ordinal) => date.Replace('/', '-').Replace(' ', 'T') + ":00",
        var value => value,
    };
}
