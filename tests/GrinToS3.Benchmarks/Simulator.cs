using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GrinToS3.Benchmarks;

/// <summary>A simulated GRIN in a process of its own: <c>grin simulate</c>.</summary>
internal sealed partial class Simulator : IAsyncDisposable
{
    private readonly WatchedProcess _process;

    private Simulator(WatchedProcess process, string address) => (_process, Address) = (process, address);

    internal string Address { get; }

    internal int ProcessId => _process.Id;

    internal static async Task<Simulator> StartAsync(string folder, string credentials, params string[] options)
    {
        var process = GrinProcess.Start(folder, null, ["simulate", "--credentials", credentials, .. options]);
        return new Simulator(process, FirstAddress().Match(await process.ReadUntilAsync("listens on")).Value);
    }

    /// <summary>A client whose requests the simulator of these credentials answers.</summary>
    internal static HttpClient Client(string credentials)
    {
        var token = JsonNode.Parse(File.ReadAllText(Path.Combine(credentials, "credentials.json")))!["token"]!.ToString();
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex FirstAddress();
}
