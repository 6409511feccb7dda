using GrinToS3.Simulator.Faults;

namespace GrinToS3.Simulator.Tests.Faults;

public sealed class FaultSelectionTests
{
    [Theory]
    [InlineData("_all_books:500", "500 500 500 500 500 500")]
    [InlineData("_all_books:every=3:500", "200 200 500 200 200 500")]
    [InlineData("_all_books:requests=2-4:500", "200 500 500 500 200 200")]
    [InlineData("_all_books:times=2:500", "500 500 200 200 200 200")]
    [InlineData("_all_books:every=2:times=2:500", "200 500 200 500 200 200")]
    [InlineData("*:requests=6:500", "200 200 200 200 200 500")]
    [InlineData("_failed:500", "200 200 200 200 200 200")]
    [InlineData("token:500", "200 200 200 200 200 200")]
    public async Task Rule_MatchesRequestsByTheirNumber(string rule, string statuses)
    {
        await using var session = await StartAsync(rule);

        Assert.Equal(statuses, await AskAsync(session, Enumerable.Repeat("_all_books?result_count=10", 6)));
    }

    [Theory]
    [InlineData("_all_books:page=2:500", "200 500 200 200 200")]
    [InlineData("_all_books:page=2:times=2:500", "200 500 500 200 200")]
    [InlineData("_all_books:page=2:times=always:500", "200 500 500 500 200")]
    public async Task Rule_MatchesAPage_AsOftenAsItSays(string rule, string statuses)
    {
        await using var session = await StartAsync(rule);
        string[] addresses = ["first=0", "first=10", "first=10", "first=10", "first=20"];

        Assert.Equal(statuses, await AskAsync(session, addresses.Select(first => "_all_books?result_count=10&" + first)));
    }

    [Fact]
    public async Task Rule_MatchesAPage_IfItIsNamedByToken()
    {
        await using var session = await GrinSession.StartAsync(
            new SimulatorOptions { Books = 30, Paging = Paging.ContinuationToken, Faults = FaultPlan.Parse("_all_books:page=2:503") });
        var next = (await session.GetPageAsync("_all_books?result_count=10")).Next!;

        Assert.Equal("503 200", await AskAsync(session, [next, next]));
    }

    [Fact]
    public async Task Rule_IsCarriedOut_IfItIsTheFirstThatMatches()
    {
        await using var session = await StartAsync("_all_books:requests=2:501", "_all_books:every=2:502", "*:503");

        Assert.Equal("503 501 503 502", await AskAsync(session, Enumerable.Repeat("_all_books", 4)));
    }

    [Fact]
    public async Task Requests_AreNotCounted_IfTheirTokenIsRefused()
    {
        await using var session = await StartAsync("_all_books:requests=1:500");
        var token = session.Client.DefaultRequestHeaders.Authorization;
        session.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal("302", await AskAsync(session, ["_all_books"]));
        session.Client.DefaultRequestHeaders.Authorization = token;

        Assert.Equal("500 200", await AskAsync(session, ["_all_books", "_all_books"]));
    }

    private static Task<GrinSession> StartAsync(params string[] rules) =>
        GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse(rules) });

    private static async Task<string> AskAsync(GrinSession session, IEnumerable<string> addresses)
    {
        var statuses = new List<int>();
        foreach (var address in addresses)
        {
            using var response = await session.GetAsync(address);
            statuses.Add((int)response.StatusCode);
        }

        return string.Join(' ', statuses);
    }
}
