using System.Net;
using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Control;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Faults;
using GrinToS3.Simulator.Journal;
using GrinToS3.Simulator.Listing;
using GrinToS3.Simulator.Reports;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Text;
using GrinToS3.Simulator.Tokens;
using GrinToS3.Simulator.Volumes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GrinToS3.Simulator;

/// <summary>A stand-in GRIN that listens on 127.0.0.1 until it is disposed of (spec: grin-protocol 11).</summary>
public sealed class SimulatedGrin : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly AccessTokens _tokens;
    private readonly ServiceAccount _serviceAccount = new();
    private readonly Account _account;
    private readonly SimulationClock _clock;
    private readonly ConversionQueue _queue;

    private SimulatedGrin(SimulatorOptions options, TimeProvider time)
    {
        _clock = new SimulationClock(options.DaysPerSecond, time);
        var rules = new ConversionRules(options);
        var log = new ConversionLog(rules, _clock);
        Library = options.ToLibrary().Following(log);
        Archives = new SimulatedArchives(options, Library);
        _queue = new ConversionQueue(options, Library, log, rules);
        _account = new Account(options.Seed);
        _tokens = new AccessTokens(_account.TokenKey, options.TokenLifetime, time);
        _app = BuildServer(options.Port);
        AddSteps(options, time);
    }

    /// <summary>The volumes that are served, as they are now.</summary>
    public SimulatedLibrary Library { get; }

    /// <summary>The archives that are served.</summary>
    public SimulatedArchives Archives { get; }

    /// <summary>How many volumes are in the conversion queue.</summary>
    public int QueueLength => _queue.Length;

    /// <summary>Simulated time since the start (see <see cref="SimulatorOptions.DaysPerSecond"/>).</summary>
    public TimeSpan SimulatedTime => _clock.Elapsed;

    /// <summary>What was asked so far.</summary>
    public SimulatorJournal Journal { get; } = new();

    /// <summary>The base of all libraries, such as <c>http://127.0.0.1:5000/libraries/</c>.</summary>
    public Uri BaseAddress => new(Root, "libraries/");

    /// <summary>Where tokens are issued.</summary>
    public Uri TokenEndpoint => new(Root, "token");

    /// <summary>Where a user consents, which this one does at once.</summary>
    public Uri AuthorizationEndpoint => new(Root, "authorize");

    private Uri Root => new(_app.Urls.First());

    private CredentialFiles Files => new(_account, _serviceAccount, AuthorizationEndpoint, TokenEndpoint);

    /// <summary>Starts a server.</summary>
    /// <param name="options">What it serves.</param>
    /// <param name="time">The clock for tokens, latency and slow answers; the system's if null.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedGrin> StartAsync(
        SimulatorOptions options,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPageSize ?? 1, 1, nameof(options));
        var grin = new SimulatedGrin(options, time ?? TimeProvider.System);
        try
        {
            await grin._app.StartAsync(cancellationToken);
            return grin;
        }
        catch
        {
            await grin.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets simulated time pass: conversions end, archives expire.</summary>
    /// <param name="time">How much.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan time) => _clock.Advance(time);

    /// <summary>Converts a volume again that is converted: it has another archive with another ETag from now on.</summary>
    /// <param name="barcode">The volume.</param>
    /// <returns>False where the volume is not converted.</returns>
    public bool Reconvert(string barcode) => _queue.Reconvert(barcode);

    /// <summary>A new access token, as the token endpoint would issue it.</summary>
    public string IssueToken() => _tokens.Issue();

    /// <summary>
    /// Writes <c>client_secret.json</c>, <c>credentials.json</c> and <c>gpg_passphrase.asc</c> into a folder, which is made if need be
    /// (spec: grin-protocol 3.2, storage-config 4). They name this server's endpoints, a fresh access token, and what opens its archives.
    /// </summary>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    public async Task WriteCredentialsAsync(string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        await Files.WriteClientSecretAsync(Path.Combine(folder, "client_secret.json"), cancellationToken);
        await Files.WriteCredentialsAsync(Path.Combine(folder, "credentials.json"), _tokens.Issue(), cancellationToken);
        await CredentialFiles.WritePassphraseAsync(Path.Combine(folder, "gpg_passphrase.asc"), Archives.Passphrase, cancellationToken);
    }

    /// <summary>Writes the key of a service account with access to the library; it is good as long as this server lives.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public Task WriteServiceAccountKeyAsync(string path, CancellationToken cancellationToken = default) =>
        Files.WriteServiceAccountKeyAsync(path, cancellationToken);

    /// <summary>Waits until the token is cancelled, then stops serving.</summary>
    /// <param name="cancellationToken">When to stop.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops serving; answers under way are broken off after a second.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _serviceAccount.Dispose();
    }

    private static WebApplication BuildServer(int port)
    {
        // An empty builder reads no environment variables and no appsettings.json: only the options decide what is served where.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A client may read as slowly as its disk makes it.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        return builder.Build();
    }

    private void AddSteps(SimulatorOptions options, TimeProvider time)
    {
        var pager = new Pager(options);
        var codes = new AuthorizationCodes(time);
        IResource[] resources =
        [
            new SummaryResource(options, Library),
            new ListingResource(options, Library, pager, new AllBooksTable()),
            new ListingResource(options, Library, pager, new ConvertedTable(options.Directory)),
            new ListingResource(options, Library, pager, new FailedTable()),
            new InProcessResource(Library),
            new ProcessResource(_queue),
            new BarcodeSearchResource(Library),
            new ArchiveResource(options, Archives),
            new ArchiveHops(options.ArchiveHop, Archives),
            new ControlResource(_clock, _queue),
            new TokenResource(_account, _serviceAccount, _tokens, codes, Journal, time),
            new AuthorizationResource(codes),
        ];
        _app.Use(new JournalStep(options, Journal, time).InvokeAsync);
        _app.Use(new BearerStep(_tokens).InvokeAsync);
        _app.Use(new FaultStep(new FaultSelector(options.Faults), pager, time, _app.Lifetime.ApplicationStopping).InvokeAsync);
        _app.Run(new ResourceStep(options.Directory, resources).InvokeAsync);
    }
}
