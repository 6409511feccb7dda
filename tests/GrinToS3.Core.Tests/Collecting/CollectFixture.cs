using GrinToS3.Converting;
using GrinToS3.Enriching;
using GrinToS3.Grin.Http;
using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Reprocessing;
using GrinToS3.Runs;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Volumes;
using GrinToS3.Syncing;
using GrinToS3.Testing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>A run against a simulated GRIN: real HTTP, real files, the local host.</summary>
internal sealed class CollectFixture : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _silence;
    private readonly bool _deliverTwice;
    private readonly RunChanges _changes;
    private readonly Recorder _attempts = new();
    private OpenRuns _runs;

    private CollectFixture(SimulatedGrin grin, RunDirectory directory, TimeProvider time, TimeSpan silence, bool deliverTwice, RunChanges changes)
    {
        _deliverTwice = deliverTwice;
        _changes = changes;
        _silence = silence;
        _time = time;
        Grin = grin;
        Directory = directory;
        _runs = OpenRuns();
        Host = BuildHost();
    }

    internal SimulatedGrin Grin { get; }

    internal RunDirectory Directory { get; private set; }

    internal LocalWorkflowHost Host { get; private set; }

    internal string Storage => _folder["storage"];

    internal string Credentials => _folder["credentials"];

    /// <summary>All attempts of requests that were made so far.</summary>
    internal IReadOnlyList<GrinAttempt> Attempts => _attempts.All;

    /// <summary>Starts the server and prepares a run on it.</summary>
    /// <param name="options">What the server does.</param>
    /// <param name="pageSize">Rows of a page.</param>
    /// <param name="time">The run's clock.</param>
    /// <param name="grinTime">The server's clock.</param>
    /// <param name="silence">How long a body may be silent; without a limit that a busy machine could overstep, if it is not what is tested.</param>
    /// <param name="deliverTwice">Whether each activity and operation runs twice.</param>
    /// <param name="changes">What else is unlike the usual run.</param>
    internal static async Task<CollectFixture> StartAsync(
        SimulatorOptions options,
        int pageSize = 100,
        TimeProvider? time = null,
        TimeProvider? grinTime = null,
        TimeSpan? silence = null,
        bool deliverTwice = false,
        RunChanges? changes = null)
    {
        var grin = await SimulatedGrin.StartAsync(options, grinTime);
        Assert.True(RunName.TryParse("run1", out var name, out _));
        var fixture = new CollectFixture(
            grin, new RunDirectory("unused", name), time ?? TimeProvider.System, silence ?? TimeSpan.FromDays(1), deliverTwice, changes ?? new RunChanges());
        fixture.Directory = new RunDirectory(fixture._folder["output"], name);
        await grin.WriteCredentialsAsync(fixture._folder["credentials"]);
        fixture.Configure(grin.BaseAddress, pageSize);
        fixture.Restart();
        return fixture;
    }

    /// <summary>Closes everything, as a process that ends, and opens it again.</summary>
    internal void Restart()
    {
        _runs.Dispose();
        _runs = OpenRuns();
        Host = BuildHost();
    }

    internal Task<CollectResult> CollectAsync(CollectInput? input = null, Action<CollectProgress>? status = null) =>
        Host.RunAsync(new CollectWorkflow(), "run1", input ?? new CollectInput { Run = "run1" }, value => status?.Invoke((CollectProgress)value!));

    /// <summary>All rows in the order of their barcodes, each as its eleven collected fields.</summary>
    internal List<string?[]> Rows()
    {
        using var reader = ProgressReader.Open(Directory.Database);
        var rows = new List<string?[]>();
        reader.ReadAll(row => rows.Add(Fields(row.ToRecord())), CancellationToken.None);
        return [.. rows.OrderBy(static row => row[0], StringComparer.Ordinal)];
    }

    /// <summary>What the rows must be, worked out from the library without any of the code under test.</summary>
    internal static List<string?[]> Expected(SimulatedLibrary library, int? count = null) =>
    [
        .. library.Books.Take(count ?? library.Count).Select(static book => new[]
        {
            book.Barcode, book.Title, Iso(book.ScannedDate), Iso(book.ConvertedDate), Iso(book.DownloadedDate), Iso(book.ProcessedDate),
            Iso(book.AnalyzedDate), Iso(book.OcrDate), book.GoogleBooksLink, null, book.State,
        }).OrderBy(static row => row[0], StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        _runs.Dispose();
        await Grin.DisposeAsync();
        _folder.Dispose();
    }

    private static string? Iso(string grinDate) => grinDate is "" ? null : grinDate.Replace('/', '-').Replace(' ', 'T') + ":00";

    private static string?[] Fields(BookRecord book) => [.. Enumerable.Range(0, 11).Select(column => book[(BookColumn)column])];

    private OpenRuns OpenRuns() => new(_changes.Open(new OpenRunsOptions
    {
        Root = Directory.Root,
        HostId = "test",
        Time = _time,
        Client = new GrinClientOptions { ResponseLimit = TimeSpan.FromDays(1), IdleLimit = _silence },
        Retry = new RetryPlan { FirstWait = TimeSpan.FromMilliseconds(10) },
        Attempts = _attempts,
        Environment = name => name is "GRIN_CREDENTIALS_DIR" ? _folder["credentials"] : null,
    }));

    private LocalWorkflowHost BuildHost() => new LocalWorkflowHost(_time)
        .AddActivity(PrepareCollectActivity.Name, Deliver(new PrepareCollectActivity(_runs)))
        .AddActivity(FetchPageActivity.Name, Deliver(new FetchPageActivity(_runs)))
        .AddActivity(PublishCollectActivity.Name, new PublishCollectActivity(_runs))
        .AddActivity(PrepareSyncActivity.Name, Deliver(new PrepareSyncActivity(_runs)))
        .AddActivity(ReadGrinListActivity.Name, Deliver(new ReadGrinListActivity(_runs)))
        .AddActivity(NameVolumesActivity.Name, Deliver(new NameVolumesActivity(_runs)))
        .AddActivity(SyncVolumeActivity.Name, Deliver(new SyncVolumeActivity(_runs)))
        .AddActivity(RequestConversionsActivity.Name, Deliver(new RequestConversionsActivity(_runs)))
        .AddActivity(PublishSyncActivity.Name, new PublishSyncActivity(_runs))
        .AddActivity(PrepareReprocessActivity.Name, Deliver(new PrepareReprocessActivity(_runs)))
        .AddActivity(ReprocessVolumeActivity.Name, Deliver(new ReprocessVolumeActivity(_runs)))
        .AddActivity(PublishReprocessActivity.Name, new PublishReprocessActivity(_runs))
        .AddActivity(PrepareEnrichActivity.Name, Deliver(new PrepareEnrichActivity(_runs)))
        .AddActivity(EnrichPageActivity.Name, Deliver(new EnrichPageActivity(_runs)))
        .AddActivity(PublishEnrichActivity.Name, new PublishEnrichActivity(_runs))
        .AddActivity(AuditPartActivity.Name, Deliver(new AuditPartActivity(_runs)))
        .AddEntity(
            ProgressEntity.Name, _changes.Entity(_deliverTwice ? new TwiceDeliveredEntity(new ProgressEntity(_runs)) : new ProgressEntity(_runs)));

    private IActivity<TInput, TOutput> Deliver<TInput, TOutput>(IActivity<TInput, TOutput> activity) =>
        _deliverTwice ? new TwiceDeliveredActivity<TInput, TOutput>(activity) : activity;

    private void Configure(Uri grin, int pageSize)
    {
        var draft = new RunConfigDraft(Directory.Name)
            .Set("library_directory", "Example")
            .Set("grin.base_url", grin.AbsoluteUri)
            .Set("grin.requests_per_second", 0)
            .Set("grin.page_size", pageSize);
        _changes.Storage(draft, Storage);
        var start = RunConfigFile.Start(Directory, draft);
        Assert.Null(start.Problem);
    }

    private sealed class Recorder : IProgress<GrinAttempt>
    {
        private readonly List<GrinAttempt> _attempts = [];

        internal IReadOnlyList<GrinAttempt> All
        {
            get
            {
                lock (_attempts)
                {
                    return [.. _attempts];
                }
            }
        }

        public void Report(GrinAttempt value)
        {
            lock (_attempts)
            {
                _attempts.Add(value);
            }
        }
    }
}
