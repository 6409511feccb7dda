using GrinToS3.Runs;
using GrinToS3.Simulator;
using GrinToS3.Testing;

namespace GrinToS3.Cli.Processes;

/// <summary>A folder to work in, a simulated GRIN with credentials for it, and <c>grin</c> to try on them.</summary>
internal sealed class GrinStand : IAsyncDisposable
{
    internal const int PageSize = 100;

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    private GrinStand(SimulatedGrin grin) => Grin = grin;

    internal SimulatedGrin Grin { get; }

    internal string Folder => _folder.Path;

    internal string Storage => _folder["storage"];

    internal string Credentials => _folder["credentials"];

    internal string this[string name] => _folder[name];

    internal static async Task<GrinStand> StartAsync(SimulatorOptions? options = null, TimeProvider? grinTime = null)
    {
        var stand = new GrinStand(await SimulatedGrin.StartAsync(options ?? new SimulatorOptions { Books = 300 }, grinTime));
        await stand.Grin.WriteCredentialsAsync(stand.Credentials);
        stand.Set("GRIN_CREDENTIALS_DIR", stand.Credentials);
        return stand;
    }

    internal void Set(string variable, string value) => _environment[variable] = value;

    internal static RunName Name(string run) =>
        RunName.TryParse(run, out var name, out var problem) ? name : throw new ArgumentException(problem, nameof(run));

    /// <summary>A run's folder below the default output root.</summary>
    internal RunDirectory Run(string run = "run1") => new(_folder["output"], Name(run));

    /// <summary>The arguments of a collection without a rate limit.</summary>
    internal string[] Collect(string run = "run1", params string[] more) =>
    [
        "collect", "--run-name", run, "--library-directory", "Example", "--storage", "local", "--storage-path", "storage",
        "--grin-url", Grin.BaseAddress.AbsoluteUri, "--requests-per-second", "0",
        .. more.Contains("--page-size") ? [] : new[] { "--page-size", $"{PageSize}" },
        .. more,
    ];

    internal GrinProcess Start(params string[] arguments) => GrinProcess.Start(Folder, _environment, arguments);

    /// <summary>Runs <c>grin</c> to its end.</summary>
    internal async Task<GrinExit> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs <c>grin</c>, which must be content.</summary>
    internal async Task<GrinExit> DoAsync(params string[] arguments)
    {
        var exit = await RunAsync(arguments);
        Assert.True(exit.Code == 0 && exit.Errors.Count == 0, exit.ToString());
        return exit;
    }

    /// <summary>Runs <c>grin</c>, which must refuse: one line on stderr, nothing changed.</summary>
    internal async Task<GrinExit> RefuseAsync(int code, string message, params string[] arguments)
    {
        var before = FolderState.Of(Folder);
        var exit = await RunAsync(arguments);
        Assert.True(exit.Code == code, exit.ToString());
        Assert.True(exit.Errors is [var line] && line.StartsWith("grin: ", StringComparison.Ordinal), exit.ToString());
        Assert.Contains(message, exit.Errors[0], StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(Folder));
        return exit;
    }

    /// <summary>The names of what was stored in a run's meta bucket.</summary>
    internal List<string> Stored(string run = "run1")
    {
        var meta = Path.Combine(Storage, "meta", run);
        return Directory.Exists(meta)
            ? [.. Directory.EnumerateFiles(meta, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(meta, path)).Order(StringComparer.Ordinal)]
            : [];
    }

    public async ValueTask DisposeAsync()
    {
        await Grin.DisposeAsync();
        _folder.Dispose();
    }
}
