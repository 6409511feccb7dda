using System.Net;
using System.Net.Http.Headers;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Tests;

/// <summary>A simulated GRIN and a client of it that follows no redirects.</summary>
public sealed class GrinSession : IAsyncDisposable
{
    private GrinSession(SimulatedGrin grin)
    {
        Grin = grin;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(grin.BaseAddress, "Example/"),
        };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", grin.IssueToken());
    }

    public SimulatedGrin Grin { get; }

    public HttpClient Client { get; }

    public static async Task<GrinSession> StartAsync(SimulatorOptions? options = null, TimeProvider? time = null) =>
        new(await SimulatedGrin.StartAsync(options ?? new SimulatorOptions(), time));

    public Task<HttpResponseMessage> GetAsync(string address) =>
        Client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), HttpCompletionOption.ResponseHeadersRead);

    public Task<string> GetTextAsync(string address) => Client.GetStringAsync(new Uri(address, UriKind.RelativeOrAbsolute));

    public async Task<ParsedPage> GetPageAsync(string address) => ParsedPage.Parse(await GetTextAsync(address));

    /// <summary>The pages that the Next links lead to, the first included.</summary>
    public async Task<IReadOnlyList<ParsedPage>> GetChainAsync(string address)
    {
        var pages = new List<ParsedPage>();
        for (var next = address; next is not null; next = pages[^1].Next)
        {
            pages.Add(await GetPageAsync(next));
        }

        return pages;
    }

    /// <summary>A volume as it is now.</summary>
    public Book Find(string barcode) => Grin.Library.TryFind(barcode, out var book) ? book : throw new ArgumentException("there is no such volume", nameof(barcode));

    /// <summary>Asks for volumes in one call of <c>_process</c>.</summary>
    public async Task<IReadOnlyList<(string Barcode, string Status)>> AskAsync(IEnumerable<string> barcodes) =>
        ParseAnswer(await GetTextAsync("_process?barcodes=" + string.Join(',', barcodes)));

    /// <summary>The status that a HEAD of an archive gets.</summary>
    public async Task<HttpStatusCode> HeadAsync(string barcode)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, barcode + ".tar.gz.gpg");
        using var response = await Client.SendAsync(request);
        return response.StatusCode;
    }

    public static IReadOnlyList<(string Barcode, string Status)> ParseAnswer(string text)
    {
        var lines = text.Split('\n');
        Assert.Equal("Barcode\tStatus", lines[0]);
        Assert.Equal("", lines[^1]);
        return [.. lines[1..^1].Select(line => line.Split('\t')).Select(fields => (fields[0], fields[1]))];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Grin.DisposeAsync();
    }
}
