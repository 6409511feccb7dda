namespace GrinToS3.Functions.EndToEnd;

public sealed class StartTests(OneHost shared, ITestOutputHelper output) : OneHostTest(shared, output)
{
    [Fact]
    public async Task StartRun_Is409WithTheInstancesUrls_IfTheRunRuns()
    {
        var first = (await Host.StartAsync(OneHost.LongRun("second"))).Expect(202);
        await Shared.PagesAsync("second", 1);

        var second = (await Host.StartAsync(OneHost.LongRun("second"))).ExpectProblem(409, "run-second");

        Assert.Equal(first["statusQueryGetUri"], second.Json?["instance"]?["statusQueryGetUri"]?.ToString());
        Assert.Equal("Running", (await Host.GetAsync(second.Json!["instance"]!["statusQueryGetUri"]!.ToString())).Expect(202)["runtimeStatus"]);
        Say($"second POST: {second.Status} {second["title"]}: {second["detail"]}; instance: {string.Join(", ", second.Json["instance"]!.AsObject().Select(static one => one.Key))}");
        await Shared.TerminateAsync("second");
    }

    [Fact]
    public async Task StartRun_BeginsOneRun_IfItIsAsked20TimesAtOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Host.StartAsync(OneHost.LongRun("twenty"))));

        var counted = answers.CountBy(static one => one.Status).OrderBy(static one => one.Key).ToList();
        Say($"20 POSTs at once: {string.Join(", ", counted.Select(static one => $"{one.Value} x {one.Key}"))}");
        Assert.Equal([new(202, 1), new(409, 19)], counted);
        await Shared.PagesAsync("twenty", 2);
        Assert.Equal(1, new RunFile(Stand.Run("twenty")).Count("SELECT count(*) FROM listings"));
        Assert.Single(Host.Log().Split('\n'), static line => line.Contains("run-twenty: Function 'Collect (Orchestrator)' started", StringComparison.Ordinal));
        await Shared.TerminateAsync("twenty");
    }

    [Fact]
    public async Task StartRun_Is409WithTheKeys_IfTheConfigurationDiffers()
    {
        (await Host.StartAsync(new { run = "conflict", limit = 1 })).Expect(202);
        await Stand.Hub.EndAsync("conflict", "Completed", Lasting.Run);
        var config = File.ReadAllBytes(Stand.Run("conflict").Config);

        var refused = (await Host.StartAsync(new { run = "conflict", libraryDirectory = "Other", grin = new { pageSize = 7 } })).ExpectProblem(409, "grin.page_size is 100, given 7");

        Assert.Equal(["grin.page_size", "library_directory"], refused.Json!["differences"]!.AsArray().Select(static one => one!["key"]!.ToString()).Order());
        Assert.Equal(config, File.ReadAllBytes(Stand.Run("conflict").Config));
        Assert.Equal("Completed", await Stand.Hub.StatusAsync("conflict"));
        Say($"other configuration: {refused.Status} {refused["detail"]}");
    }

    [Theory]
    [InlineData("""{"run":"../up"}""", "run")]
    [InlineData("""{"run":""}""", "run")]
    [InlineData("{}", "run")]
    [InlineData("", "the body is empty")]
    [InlineData("""{"run":"bad","limt":5}""", "limt")]
    [InlineData("""{"run":"bad","limit":0}""", "limit must be at least 1")]
    [InlineData("""{"run":"bad","patienceMinutes":-1}""", "patienceMinutes must be between 0 and 10000")]
    [InlineData("""{"run":"bad","limit":"many"}""", "line 1, $.limit")]
    [InlineData("""{"run":"bad","storage":{"type":"tape"}}""", "the storage type 'tape' is not supported")]
    [InlineData("""{"run":"bad","storage":{"basePath":"relative"}}""", "must be an absolute path")]
    [InlineData("""{"run":"bad","grin":{"pageSize":0}}""", "grin.page_size must be between")]
    [InlineData("[", "the body is not as described")]
    public Task StartRun_Is400AndLeavesNoTrace_IfTheBodyIsWrong(string body, string detail) => AssertRefusedAsync("api/runs", body, detail);

    [Fact]
    public async Task StartRun_Is400_IfTheBodyIsTooLarge() =>
        (await Host.PostAsync("api/runs", $$"""{"run":"{{new string('a', 5_000_000)}}"}""")).ExpectProblem(400, "4194304 is the most");

    [Fact]
    public async Task StartRun_Is400AndSavesNoConfiguration_IfGrinDoesNotKnowTheLibrary()
    {
        var refused = (await Host.StartAsync(new { run = "misspelt", libraryDirectory = "Exampel" })).ExpectProblem(400, "Exampel");

        Assert.False(Directory.Exists(Stand.Run("misspelt").Path));
        Say($"unknown library: {refused.Status} {refused["detail"]}");
    }
}
