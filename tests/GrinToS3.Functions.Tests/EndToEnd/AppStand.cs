using System.Globalization;
using GrinToS3.Runs;
using GrinToS3.Simulator;
using GrinToS3.Testing;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>A deployment of the app: a task hub, a folder that stands for the mount, a simulated GRIN, and any number of hosts.</summary>
internal sealed class AppStand : IAsyncDisposable
{
    private static int _count;

    private readonly Surroundings _surroundings;
    private readonly TempFolder _folder = new();
    private readonly List<FunctionsHost> _hosts = [];
    private readonly Dictionary<string, string> _settings;
    private readonly string _hub = $"Hub{Environment.ProcessId}x{Interlocked.Increment(ref _count)}";

    private AppStand(Surroundings surroundings, SimulatedGrin grin)
    {
        _surroundings = surroundings;
        Grin = grin;
        Mount = Directory.CreateDirectory(_folder["mount"]).FullName;
        Hub = new TaskHub(surroundings.Azurite.ConnectionString, _hub);
        _settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = surroundings.Azurite.ConnectionString,
            ["TASKHUB_NAME"] = _hub,

            // A host is named after its machine and its app, and of all hosts of one name only one has the timer: tests would take it from each other.
            ["AzureFunctionsWebHost__hostid"] = _hub.ToLowerInvariant(),
            ["GRIN_SCHEDULE"] = "0 0 3 1 1 *",
            ["Runs__Root"] = Mount,
            ["Grin__LibraryDirectory"] = "Example",
            ["Grin__BaseUrl"] = grin.BaseAddress.AbsoluteUri,
            ["Grin__RequestsPerSecond"] = "0",
            ["Grin__PageSize"] = "100",
            ["Storage__Type"] = "local",
            ["Storage__BasePath"] = Storage,
            ["GRIN_CREDENTIALS_DIR"] = Credentials,

            // Whoever waits for an idle hub in production saves money; a test only waits.
            ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval"] = "00:00:01",
        };
    }

    internal SimulatedGrin Grin { get; }

    /// <summary>Where the storage keeps everything.</summary>
    internal string AzuriteFolder => _surroundings.Azurite.Folder;

    internal TaskHub Hub { get; }

    /// <summary>The folder of all runs.</summary>
    internal string Mount { get; }

    internal string Storage => _folder["storage"];

    internal string Credentials => _folder["credentials"];

    internal string this[string name] => _folder[name];

    internal static async Task<AppStand> StartAsync(EndToEndFixture fixture, SimulatorOptions library)
    {
        var stand = new AppStand(await fixture.StartAsync(), await SimulatedGrin.StartAsync(library));
        await stand.Grin.WriteCredentialsAsync(stand.Credentials);
        return stand;
    }

    internal RunDirectory Run(string run) => RunName.TryParse(run, out var name, out var problem)
        ? new RunDirectory(Mount, name)
        : throw new ArgumentException(problem, nameof(run));

    /// <summary>Has new runs store in an S3 server; to be said before a host is started.</summary>
    internal void StoreIn(S3Place place)
    {
        _settings.Remove("Storage__BasePath");
        foreach (var (setting, value) in place.Settings)
        {
            _settings[setting] = value;
        }
    }

    /// <summary>Starts a host and waits until it serves.</summary>
    internal Task<FunctionsHost> HostAsync(string name = "a", params (string Setting, string Value)[] settings) =>
        ReadyAsync(Begin(name, settings), name, settings);

    /// <summary>Waits until a host serves; one that ends before that is started again, as its platform does.</summary>
    internal async Task<FunctionsHost> ReadyAsync(FunctionsHost host, string name = "a", params (string Setting, string Value)[] settings)
    {
        const int most = 5;
        for (var starts = 1; !await host.ReadyAsync(); starts++)
        {
            Assert.True(starts < most, $"the host has ended {starts} times before it served. {host.LogEnd()}");
            host = Begin(name, settings);
        }

        return host;
    }

    /// <summary>Starts a host.</summary>
    internal FunctionsHost Begin(string name = "a", params (string Setting, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(_settings);
        foreach (var (setting, value) in settings)
        {
            all[setting] = value;
        }

        // A host that starts again on its machine finds its keys where it left them.
        var host = FunctionsHost.Begin(_surroundings.Program, _surroundings.App, name, _folder[$"host-{name}"], all);
        _hosts.Add(host);
        return host;
    }

    /// <summary>The last part of what each host has said.</summary>
    internal IEnumerable<(string Name, string Log)> Logs()
    {
        const int most = 400_000;
        return _hosts.Select(static (host, number) =>
        {
            var log = host.Log();
            return (string.Create(CultureInfo.InvariantCulture, $"host-{number}.log"), log[Math.Max(0, log.Length - most)..]);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(static host => host.DisposeAsync().AsTask()));
        await Grin.DisposeAsync();
        _folder.Dispose();
    }
}
