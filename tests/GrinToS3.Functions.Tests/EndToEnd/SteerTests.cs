namespace GrinToS3.Functions.EndToEnd;

public sealed class SteerTests(OneHost shared, ITestOutputHelper output) : OneHostTest(shared, output)
{
    [Fact]
    public async Task PauseResumeStop_SteerARun_IfItRuns()
    {
        (await Host.StartAsync(OneHost.LongRun("steered"))).Expect(202);
        await Shared.PagesAsync("steered", 2);

        (await Host.PostAsync("api/runs/steered/pause")).Expect(202);
        await StatusAsync("steered", "Suspended");
        (await Host.PostAsync("api/runs/steered/pause")).Expect(202);
        (await Host.StartAsync(OneHost.LongRun("steered"))).ExpectProblem(409, "run-steered");
        (await Host.PostAsync("api/runs/steered/resume")).Expect(202);
        await StatusAsync("steered", "Running");
        (await Host.PostAsync("api/runs/steered/resume")).Expect(202);
        (await Host.PostAsync("api/runs/steered/stop")).Expect(202);
        await Stand.Hub.EndAsync("steered", "Completed", Lasting.Step);

        var stopped = await Stand.Hub.InstanceAsync("steered");
        Assert.Equal("Stopped", Api.Parse(stopped!.GetString("Output"))!["end"]!.ToString());
        var file = new RunFile(Stand.Run("steered"));
        var pages = file.Count("SELECT count(*) FROM listing_pages");
        (await Host.PostAsync("api/runs/steered/stop")).ExpectProblem(409, "Completed");

        (await Host.StartAsync(OneHost.LongRun("steered"))).Expect(202);
        await Shared.PagesAsync("steered", (int)pages + 1);
        Assert.Equal(1, file.Count("SELECT count(*) FROM listings"));
        await Shared.TerminateAsync("steered");
        Say($"paused, resumed, stopped well after {pages} pages (end=Stopped), resumed the same listing by another start, terminated");
    }

    [Fact]
    public async Task StopRun_EndsIt_IfItIsSuspended()
    {
        (await Host.StartAsync(OneHost.LongRun("asleep"))).Expect(202);
        await Shared.PagesAsync("asleep", 1);
        (await Host.PostAsync("api/runs/asleep/pause")).Expect(202);
        await StatusAsync("asleep", "Suspended");

        (await Host.PostAsync("api/runs/asleep/stop")).Expect(202);

        await Stand.Hub.EndAsync("asleep", "Completed", Lasting.Step);
    }

    [Fact]
    public async Task ShowRunAndListRuns_TellHowFarARunIs_WhileItRuns()
    {
        (await Host.StartAsync(OneHost.LongRun("shown"))).Expect(202);
        await Shared.PagesAsync("shown", 3);

        var shown = (await Host.GetAsync("api/runs/shown")).Expect(200).Json!;
        Assert.Equal("Running", shown["runtimeStatus"]!.ToString());
        Assert.Equal("Example", shown["configuration"]!["libraryDirectory"]!.ToString());
        Assert.True(shown["status"]!["pages"]!.GetValue<int>() >= 3);
        Assert.Equal("shown/books.db", shown["progress"]!["database"]!.ToString());
        Assert.NotNull(shown["progress"]!["position"]!["lastBatch"]);
        Assert.NotNull(shown["instance"]!["statusQueryGetUri"]);
        var listed = (await Host.GetAsync("api/runs")).Expect(200).Json!["runs"]!.AsArray().Single(static one => one!["run"]!.ToString() == "shown");
        Assert.Equal("Running", listed!["runtimeStatus"]!.ToString());
        Say($"GET /api/runs/shown: progress {shown["progress"]!.ToJsonString()}");
        await Shared.TerminateAsync("shown");
    }

    [Theory]
    [InlineData("GET", "api/runs/absent", 404)]
    [InlineData("POST", "api/runs/absent/pause", 404)]
    [InlineData("POST", "api/runs/absent/resume", 404)]
    [InlineData("POST", "api/runs/absent/stop", 404)]
    [InlineData("GET", "api/runs/a.b", 400)]
    [InlineData("POST", "api/runs/a.b/stop", 400)]
    public async Task RunFunctions_SayWhatIsWrong_IfThereIsNoSuchRun(string method, string address, int status) =>
        (method is "GET" ? await Host.GetAsync(address) : await Host.PostAsync(address)).ExpectProblem(status, "run");

    [Fact]
    public async Task Functions_Are401_WithoutAGoodKey()
    {
        Assert.SkipWhen(Shared.IsCoreTools, "func asks for no keys on the machine it runs on");
        string[] addresses = ["api/runs", "api/runs/any", "api/openapi.json"];
        using var stranger = new HttpClient { BaseAddress = Host.Http.BaseAddress };
        foreach (var address in addresses)
        {
            Assert.Equal(401, (int)(await stranger.GetAsync(address)).StatusCode);
            Assert.Equal(401, (int)(await stranger.GetAsync($"{address}?code=wrong")).StatusCode);
        }

        foreach (var address in (string[])["api/runs", "api/runs/any/pause", "api/runs/any/resume", "api/runs/any/stop", "admin/functions/MirrorOnSchedule"])
        {
            Assert.Equal(401, (int)(await stranger.PostAsync(address, null)).StatusCode);
        }

        Assert.Equal(200, (await Host.GetAsync("api/openapi.json")).Status);
        Say("no key: 401, wrong key: 401, on each of the functions; with the key: 200");
    }

    private async Task StatusAsync(string run, string status) => await Until.TrueAsync(
        async () => await Stand.Hub.StatusAsync(run) == status, Lasting.Step, () => $"{run} does not get {status}");
}
