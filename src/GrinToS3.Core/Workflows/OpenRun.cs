using GrinToS3.Archives;
using GrinToS3.Grin;
using GrinToS3.Grin.Auth;
using GrinToS3.Grin.Http;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Workflows;

/// <summary>All that activities and the entity of one run work with.</summary>
public sealed class OpenRun : IDisposable
{
    private static readonly TimeSpan RecountAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AcceptedFor = TimeSpan.FromMinutes(10);

    private readonly OpenRunsOptions _options;
    private readonly HttpClient _http = GrinHttp.CreateClient();
    private readonly GrinBudget _budget;
    private readonly Lock _gate = new();
    private readonly RunLock? _lock;
    private readonly Lazy<ArchiveResult<ArchiveKeys>> _keys;
    private readonly GrinProbe _probe;
    private ProgressStore? _store;
    private ListingLedger? _ledger;
    private SessionLedger? _sessions;
    private (ProgressCounts Counts, DateTime At)? _counted;
    private long? _accepted;

    internal OpenRun(OpenRunsOptions options, RunDirectory directory, RunConfig config)
    {
        _options = options;
        Directory = directory;
        Config = config;
        if (!LibraryDirectory.TryParse(config.LibraryDirectory, out var library, out var problem))
        {
            throw new ArgumentException(problem, nameof(config));
        }

        if (options.SharesLock)
        {
            _lock = RunLock.TryShare(directory) ?? throw new IOException($"another session works on the run '{directory.Name}'; wait until it has ended");
        }

        var grin = config.Grin;
        Address = new GrinAddress(new Uri(grin.BaseUrl), library);
        _budget = grin.RequestsPerSecond is 0
            ? GrinBudget.Unlimited
            : new GrinBudget(options.Time, grin.RequestsPerSecond, grin.ConcurrentRequests, grin.ConcurrentRequests);
        var locator = new CredentialsLocator(options.Environment, config.SecretsDir);
        var tokens = TokenSources.Open(locator, new TokenEndpoint(_http, options.Time), options.Time, options.Warn);
        Grin = new GrinClient(_http, Address.Base, tokens, _budget, options.Time, options.Client with { Observer = options.Attempts });
        _probe = new GrinProbe(Grin, tokens, options.Retry);
        var keyFiles = new ArchiveKeyFiles(options.Environment, config.SecretsDir);
        _keys = new Lazy<ArchiveResult<ArchiveKeys>>(() => Archives.ArchiveKeys.Read(keyFiles.PassphrasePath(), keyFiles.PrivateKeyPath()));
        Objects = options.Storage(
            ObjectStores.Open(config.StorageConfig, new CredentialFolders(options.Environment, config.SecretsDir), options.PartBuffers, options.Time));
        Layout = new ObjectLayout(directory.Name, config.StorageConfig);
        Inbox = new Inbox(directory.Inbox);
    }

    /// <summary>The run's folder.</summary>
    public RunDirectory Directory { get; }

    /// <summary>The run's configuration.</summary>
    public RunConfig Config { get; }

    /// <summary>The library's addresses.</summary>
    public GrinAddress Address { get; }

    /// <summary>Asks GRIN, within the run's budget.</summary>
    public GrinClient Grin { get; }

    /// <summary>How often a request is tried.</summary>
    public RetryPlan Retry => _options.Retry;

    /// <summary>What opens archives, read when it is first needed.</summary>
    public ArchiveResult<ArchiveKeys> ArchiveKeys => _keys.Value;

    /// <summary>Where the run stores what it brings home.</summary>
    public IObjectStore Objects { get; }

    /// <summary>The keys of the run's objects.</summary>
    public ObjectLayout Layout { get; }

    /// <summary>Batches that wait for the progress file.</summary>
    public Inbox Inbox { get; }

    /// <summary>The moment, by the run's clock.</summary>
    internal DateTimeOffset Now => _options.Time.GetUtcNow();

    /// <summary>Asks GRIN whether it accepts the credentials; what it accepted a few minutes ago is not asked again, as in a pass of several stages.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it does not; null where it does.</returns>
    public async Task<RunError?> TestCredentialsAsync(CancellationToken cancellationToken)
    {
        if (_accepted is { } accepted && _options.Time.GetElapsedTime(accepted) < AcceptedFor)
        {
            return null;
        }

        var probe = await _probe.CheckAsync(Address, cancellationToken);
        _accepted = probe.IsSuccess ? _options.Time.GetTimestamp() : null;
        return probe.IsSuccess ? null : RunError.From(probe.Error);
    }

    /// <summary>The progress file, opened at first use and then held open.</summary>
    public ProgressStore Store
    {
        get
        {
            lock (_gate)
            {
                return _store ??= ProgressStore.Open(new ProgressStoreOptions
                {
                    Path = Directory.Database,
                    HostId = _options.HostId,
                    TimeProvider = _options.Time,
                    Synchronous = _options.Synchronous,
                });
            }
        }
    }

    /// <summary>How far the run's listings have come.</summary>
    public ListingLedger Ledger
    {
        get
        {
            lock (_gate)
            {
                return _ledger ??= new ListingLedger(Store, Inbox);
            }
        }
    }

    /// <summary>What the run's syncs work on.</summary>
    public SessionLedger Sessions
    {
        get
        {
            lock (_gate)
            {
                return _sessions ??= new SessionLedger(Store, Inbox);
            }
        }
    }

    /// <summary>What the run's enriching works on.</summary>
    public EnrichmentLedger Enrichment => new(Store);

    /// <summary>Where the progress is kept, and how far it has come.</summary>
    public ProgressPointer Point()
    {
        var position = Store.Position();
        var now = _options.Time.GetUtcNow().UtcDateTime;
        lock (_gate)
        {
            if (_counted is not { } last || position.Listing?.Ended is not null || now - last.At >= RecountAfter)
            {
                _counted = (Store.Counts(), now);
            }

            return new ProgressPointer
            {
                Database = $"{Directory.Name}/{Path.GetFileName(Directory.Database)}",
                Position = position,
                Counts = _counted.Value.Counts,
                CountedAt = _counted.Value.At,
            };
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ledger?.Settle();
        _store?.Dispose();
        Objects.Dispose();
        _http.Dispose();
        if (_budget != GrinBudget.Unlimited)
        {
            _budget.Dispose();
        }

        _lock?.Dispose();
    }
}
