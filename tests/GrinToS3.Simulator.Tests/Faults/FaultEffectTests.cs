using System.Net;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Simulator.Tests.Faults;

public sealed class FaultEffectTests
{
    private const string Page = "_all_books?result_count=500";

    [Theory]
    [InlineData("429:retry-after=2", 429, "2")]
    [InlineData("429", 429, null)]
    [InlineData("503:retry-after=0.4", 503, "1")]
    [InlineData("403", 403, null)]
    [InlineData("401", 401, null)]
    public async Task Status_IsAnswered_WithTheHeaderThatWasAskedFor(string effect, int status, string? retryAfter)
    {
        await using var session = await StartAsync(effect);

        using var response = await session.GetAsync(Page);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
    }

    [Theory]
    [InlineData("soft-error", "Your request is unavailable")]
    [InlineData("login-page", "https://accounts.google.com/ServiceLogin")]
    public async Task ErrorPage_ComesWithStatus200_AndWithoutRows(string effect, string phrase)
    {
        await using var session = await StartAsync(effect);

        var html = await session.GetTextAsync(Page);

        Assert.Contains(phrase, html, StringComparison.Ordinal);
        Assert.Empty(ParsedPage.Parse(html).Columns);
        Assert.Null(ParsedPage.Parse(html).Next);
    }

    [Fact]
    public async Task TokenRejected_RedirectsToTheLogin_ThoughTheTokenIsGood()
    {
        await using var session = await StartAsync("token-rejected:times=1");

        using var first = await session.GetAsync(Page);
        using var second = await session.GetAsync(Page);

        Assert.Contains("accounts.google.com/ServiceLogin", first.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.True(session.Grin.Journal.Recent[0].BearerAccepted);
    }

    [Theory]
    [InlineData("layout=heading")]
    [InlineData("layout=table")]
    public async Task Layout_HidesTheTable_IfHeadingOrTableIsGone(string effect)
    {
        await using var session = await StartAsync(effect);

        var page = await session.GetPageAsync(Page);

        Assert.Empty(page.Columns);
        Assert.NotNull(page.Next);
    }

    [Theory]
    [InlineData("_all_books", "Barcode")]
    [InlineData("_failed", "Barcode")]
    [InlineData("_converted", "Filename")]
    public async Task Layout_RenamesTheKey_IfTheColumnIsGone(string list, string column)
    {
        await using var session = await GrinSession.StartAsync(
            new SimulatorOptions { Faults = FaultPlan.Parse($"{list}:layout=column:times=1") });

        var renamed = await session.GetPageAsync(list);
        var usual = await session.GetPageAsync(list);

        Assert.DoesNotContain(column, renamed.Columns);
        Assert.Contains(column, usual.Columns);
        Assert.Equal(usual.Rows.Count, renamed.Rows.Count);
    }

    [Fact]
    public async Task Redirect_LeadsToTheAnswer_AfterItsHops()
    {
        await using var session = await StartAsync("redirect=2");
        var expected = session.Grin.Library.GetBook(3).Barcode;

        var address = "_all_books?result_count=5&first=3";
        for (var hop = 0; hop < 2; hop++)
        {
            using var response = await session.GetAsync(address);
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            address = response.Headers.Location!.OriginalString;
            Assert.StartsWith("/libraries/Example/_all_books?", address, StringComparison.Ordinal);
        }

        Assert.Equal(expected, (await session.GetPageAsync(address)).Values("Barcode").First());
    }

    [Fact]
    public async Task Redirect_NeverEnds_IfItIsALoop()
    {
        await using var session = await StartAsync("redirect=loop:times=1");

        var address = Page;
        for (var hop = 0; hop < 30; hop++)
        {
            using var response = await session.GetAsync(address);
            address = response.Headers.Location!.OriginalString;
        }

        Assert.Equal(30, session.Grin.Journal.Count("_all_books", 302));
    }

    [Fact]
    public async Task Redirect_NamesTheAddress_IfOneIsGiven()
    {
        await using var session = await StartAsync("redirect=https://elsewhere.example/a?b=c");

        using var response = await session.GetAsync(Page);

        Assert.Equal("https://elsewhere.example/a?b=c", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task OAuthError_IsAnsweredByTheTokenEndpoint_AsJson()
    {
        await using var session = await GrinSession.StartAsync(
            new SimulatorOptions { Faults = FaultPlan.Parse("token:oauth-error=invalid_grant") });

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "refresh_token")]);
        using var response = await session.Client.PostAsync(session.Grin.TokenEndpoint, form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"error\":\"invalid_grant\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<GrinSession> StartAsync(string effect) =>
        GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("_all_books:" + effect) });
}
