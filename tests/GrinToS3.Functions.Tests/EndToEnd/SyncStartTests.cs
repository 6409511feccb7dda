namespace GrinToS3.Functions.EndToEnd;

/// <summary><c>POST /api/runs/{run}/sync</c>: what it refuses, and how a sync is steered.</summary>
public sealed class SyncStartTests(OneHost shared, ITestOutputHelper output) : OneHostTest(shared, output)
{
    private static readonly object Converted = new { queues = new[] { "converted" }, request = false };

    [Fact]
    public async Task SyncRun_Is409WithTheInstancesUrls_IfTheRunCollects()
    {
        var first = (await Host.StartAsync(OneHost.LongRun("collecting"))).Expect(202);
        await Shared.PagesAsync("collecting", 1);

        var refused = (await Host.SyncAsync("collecting", Converted)).ExpectProblem(409, "run-collecting");

        Assert.Equal(first["statusQueryGetUri"], refused.Json?["instance"]?["statusQueryGetUri"]?.ToString());
        Assert.Equal(0, new RunFile(Stand.Run("collecting")).Count("SELECT count(*) FROM sessions"));
        Say($"a sync while the run collects: {refused.Status} {refused["title"]}: {refused["detail"]}");
        await Shared.TerminateAsync("collecting");
    }

    [Fact]
    public async Task SyncRun_GoesOnWhereItWasStopped_AndLetsNobodyElseStartMeanwhile()
    {
        await CollectAsync("syncing");
        (await Host.SyncAsync("syncing", Converted)).Expect(202);
        await Until.TrueAsync(async () => await StoredAsync() >= 5, Lasting.Step, () => "the sync stores nothing");

        var again = (await Host.SyncAsync("syncing", Converted)).ExpectProblem(409, "run-syncing");
        (await Host.StartAsync(new { run = "syncing" })).ExpectProblem(409, "run-syncing");
        (await Host.PostAsync("api/runs/syncing/stop")).Expect(202);
        await Stand.Hub.EndAsync("syncing", "Completed", Lasting.Step);

        var file = new RunFile(Stand.Run("syncing"));
        Assert.Equal(["stopped"], file.Texts("SELECT ended FROM sessions"));
        var stopped = Completed(file);
        var converted = Stand.Grin.Library.Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal).ToList();
        Assert.InRange(stopped.Count, 5, converted.Count - 1);
        (await Host.SyncAsync("syncing", Converted)).Expect(202);
        await Stand.Hub.EndAsync("syncing", "Completed", Lasting.Run);
        Assert.Equal(converted, Completed(file));
        Say($"a second sync: {again.Status} {again["detail"]}; stopped after {stopped.Count} of {converted.Count} volumes, the next did the rest, each once");

        async Task<int> StoredAsync() =>
            Api.Parse((await Stand.Hub.InstanceAsync("syncing"))?.GetString("CustomStatus") ?? "")?["stored"]?.GetValue<int>() ?? 0;
    }

    [Fact]
    public async Task SyncRun_SaysWhatIsWrong_IfThePassphraseIsMissing()
    {
        await CollectAsync("locked");
        var passphrase = Path.Combine(Stand.Credentials, "gpg_passphrase.asc");
        File.Move(passphrase, $"{passphrase}.away");
        try
        {
            (await Host.SyncAsync("locked", Converted)).Expect(202);
            await Stand.Hub.EndAsync("locked", "Failed", Lasting.Step);
        }
        finally
        {
            File.Move($"{passphrase}.away", passphrase);
        }

        var shown = (await Host.GetAsync("api/runs/locked")).Expect(200);
        Assert.Contains("passphrase", shown["failure"], StringComparison.Ordinal);
        Say($"without a passphrase: {shown["runtimeStatus"]}: {shown["failure"]}");
    }

    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData("{}", "give either queues (Converted, Previous, Unconverted, Changed) or barcodes")]
    [InlineData("""{"queue":["changed"]}""", "$.queue: there is no such member")]
    [InlineData("""{"queues":["new"]}""", "$.queues[0]: the value is of another type")]
    [InlineData("""{"queues":["named"]}""", "queues may have Converted, Previous, Unconverted and Changed; name volumes in barcodes")]
    [InlineData("""{"queues":[7]}""", "queues may have Converted, Previous, Unconverted and Changed")]
    [InlineData("""{"queues":null}""", "give either queues")]
    [InlineData("""{"barcodes":null}""", "give either queues")]
    [InlineData("""{"barcodes":[null]}""", "barcode")]
    [InlineData("""{"queues":["converted"],"barcodes":["39015000000001"]}""", "give either queues")]
    [InlineData("""{"barcodes":["../up"]}""", "../up")]
    [InlineData("""{"queues":["converted"],"limit":0}""", "limit must be at least 1")]
    [InlineData("""{"queues":["converted"],"dailyQuota":-1}""", "dailyQuota must be at least 0")]
    [InlineData("""{"queues":["converted"],"patienceMinutes":10001}""", "patienceMinutes must be between 0 and 10000")]
    [InlineData("""{"queues":["converted"],"limit":"many"}""", "line 1, $.limit")]
    public Task SyncRun_Is400_IfTheBodyIsWrong(string body, string detail) => AssertRefusedAsync("api/runs/any/sync", body, detail);

    [Fact]
    public async Task SyncRun_Is404AndLeavesNoTrace_IfThereIsNoSuchRun()
    {
        (await Host.SyncAsync("nowhere", Converted)).ExpectProblem(404, "there is no run 'nowhere'; start it with POST /api/runs");
        (await Host.SyncAsync("a b", Converted)).Expect(400);

        Assert.False(Directory.Exists(Stand.Run("nowhere").Path));
        Assert.Null(await Stand.Hub.StatusAsync("nowhere"));
    }

    private static List<string> Completed(RunFile file) =>
        file.Texts("SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' ORDER BY barcode");

    private async Task CollectAsync(string run)
    {
        (await Host.StartAsync(new { run, limit = 1 })).Expect(202);
        await Stand.Hub.EndAsync(run, "Completed", Lasting.Run);
    }
}
