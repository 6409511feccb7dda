using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>One Functions host with its worker: processes of their own, on a port of their own.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const string Worker = "GrinToS3.Functions";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(8);
    private static readonly string[] Read =
        ["AzureWebJobs", "AzureFunctions", "FUNCTIONS_", "WEBSITE_", "GRIN_", "Grin__", "Runs__", "Storage__", "Timer__", "AWS_", "APPLICATIONINSIGHTS_", "OTEL_", "ASPNETCORE_", "CONTAINER_NAME"];

    private readonly HostProgram _program;
    private readonly Process _process;
    private readonly string _home;
    private readonly HashSet<(int Id, string Command)> _known = [];
    private readonly Task _logging;

    private FunctionsHost(HostProgram program, Process process, int port, string home, string log)
    {
        _program = program;
        _process = process;
        _home = home;
        LogFile = log;
        Http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/"), Timeout = TimeSpan.FromMinutes(4) };
        Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _logging = LogAsync();
    }

    /// <summary>All that host and worker have said.</summary>
    internal string LogFile { get; }

    /// <summary>Asks this host, with its master key once that is known.</summary>
    internal HttpClient Http { get; }

    internal int ProcessId => _process.Id;

    internal bool HasEnded => _process.HasExited;

    /// <summary>Starts a host; does not wait for it.</summary>
    internal static FunctionsHost Begin(HostProgram program, string app, string name, string home, IReadOnlyDictionary<string, string> settings)
    {
        var port = Ports.Free(1)[0];
        Directory.CreateDirectory(home);
        var start = program.CommandFor(app, port);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var inherited in start.Environment.Keys.Where(static one => Read.Any(read => one.StartsWith(read, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (setting, value) in HostSettings(app, port, name, home).Concat(settings))
        {
            start.Environment[setting] = value;
        }

        return new FunctionsHost(program, Process.Start(start)!, port, home, Path.Combine(home, $"host-{port}.log"));
    }

    /// <summary>Waits until the host serves the app.</summary>
    /// <returns>False where it has ended instead, as one does that gets no processor for too long.</returns>
    internal async Task<bool> ReadyAsync()
    {
        await Until.TrueAsync(
            async () =>
            {
                await TrackAsync();
                return _process.HasExited || await IsRunningAsync();
            },
            StartLimit,
            () => $"the host does not run. {LogEnd()}");
        await TrackAsync();
        return !_process.HasExited;
    }

    /// <summary>Ends the processes that run our code with <c>kill -9</c>; the host starts others.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> KillWorkersAsync()
    {
        var workers = (await TrackAsync()).Where(static one => one.Command.Contains(Worker, StringComparison.Ordinal)).ToList();
        await ProcessTree.KillAsync(workers);
        return workers.Count;
    }

    /// <summary>Ends the host with <c>kill -9</c>, and the workers that it leaves behind.</summary>
    internal async Task KillAsync()
    {
        await TrackAsync();
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Asks the host to end, as a platform does that moves an app.</summary>
    internal async Task StopAsync()
    {
        await TrackAsync();
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(limit.Token);
        await EndAsync();
    }

    internal string Log()
    {
        using var file = new StreamReader(new FileStream(LogFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd();
    }

    /// <summary>Fails where the worker has not opened a run's progress file, or has done so more than once.</summary>
    /// <returns>What it has logged about it.</returns>
    internal string AssertOneConnection(string run)
    {
        var lines = Log().Split('\n').Where(line => line.Contains($"Run {run}: grin.progress.", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, static line => line.Contains("connections_opened=1 for it", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static line => line.Contains("connections_opened=2 for it", StringComparison.Ordinal));
        return $"connections_opened=1 in the host's one worker; {lines.Count(static line => line.Contains("ownership_taken", StringComparison.Ordinal))} ownership taken";
    }

    internal string? MasterKey()
    {
        // func keeps its keys below the temporary folder, the host where it is told to.
        var file = Directory.EnumerateFiles(_home, "host.json", SearchOption.AllDirectories).FirstOrDefault();
        try
        {
            return file is null ? null : JsonNode.Parse(File.ReadAllText(file))?["masterKey"]?["value"]?.GetValue<string>();
        }
        catch (Exception error) when (error is IOException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await TrackAsync();
            _process.Kill();
        }

        await EndAsync();
        Http.Dispose();
        _process.Dispose();
    }

    private static Dictionary<string, string> HostSettings(string app, int port, string name, string home) => new()
    {
        ["AzureWebJobsScriptRoot"] = app,
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["FUNCTIONS_EXTENSION_VERSION"] = "~4",
        ["AzureWebJobsSecretStorageType"] = "files",
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["WEBSITE_HOSTNAME"] = $"localhost:{port}",

        // Durable Functions names the owner of a partition by these; hosts on one machine would be taken for one.
        ["WEBSITE_CURRENT_STAMPNAME"] = "tests",
        ["RoleInstanceId"] = name,
        ["FUNCTIONS_SECRETS_PATH"] = Path.Combine(home, "secrets"),
        ["FUNCTIONS_LOG_PATH"] = Path.Combine(home, "logs"),
        ["TMPDIR"] = home,
        ["AzureFunctionsJobHost__Logging__Console__IsEnabled"] = "true",
        ["AzureFunctionsJobHost__logging__logLevel__Azure"] = "Error",
        ["Logging__LogLevel__Azure"] = "Error",
    };

    /// <summary>The last that it has said.</summary>
    internal string LogEnd()
    {
        const int most = 4000;
        var log = Log();
        return $"The end of its log: {log[Math.Max(0, log.Length - most)..]}";
    }

    private async Task<bool> IsRunningAsync()
    {
        var key = _program.IsCoreTools ? null : MasterKey();
        if (key is null && !_program.IsCoreTools)
        {
            return false;
        }

        try
        {
            Http.DefaultRequestHeaders.Remove("x-functions-key");
            Http.DefaultRequestHeaders.Add("x-functions-key", key ?? "none");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var answer = await Http.GetAsync("admin/host/status", limit.Token);
            return answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync(limit.Token))?["state"]?.GetValue<string>() == "Running";
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private async Task<List<(int Id, string Command)>> TrackAsync()
    {
        var below = _process.HasExited ? [] : await ProcessTree.BelowAsync(_process.Id);
        _known.UnionWith(below);
        return below;
    }

    private async Task EndAsync()
    {
        await ProcessTree.KillAsync(_known);
        _known.Clear();
        await _process.WaitForExitAsync();
        await _logging;
    }

    private async Task LogAsync()
    {
        await using var log = new StreamWriter(new FileStream(LogFile, FileMode.Create, FileAccess.Write, FileShare.Read), Encoding.UTF8) { AutoFlush = true };
        var gate = new Lock();
        await Task.WhenAll(CopyAsync(_process.StandardOutput), CopyAsync(_process.StandardError));

        async Task CopyAsync(StreamReader from)
        {
            while (await from.ReadLineAsync() is { } line)
            {
                lock (gate)
                {
                    log.WriteLine(line);
                }
            }
        }
    }
}
