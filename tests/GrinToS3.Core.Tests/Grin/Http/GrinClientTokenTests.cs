namespace GrinToS3.Grin.Http;

public sealed class GrinClientTokenTests
{
    /// <summary>gaps 7: "Token expires in the middle of 200 parallel requests".</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_RefreshesOnce_IfTheTokenExpiresDuring200ParallelRequests(bool asRedirect)
    {
        await using var stand = new GrinStand((request, reply) =>
            request.Authorization == "Bearer token-1" ? reply.SendAsync(200, "ok")
            : asRedirect ? reply.RedirectToLoginAsync()
            : reply.SendAsync(401));
        var client = stand.Client();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(n =>
            client.GetAsync(new Uri(stand.Server.Base, $"{n}"), GrinRequestKind.List, GrinStand.ReadTextAsync, RetryPlan.None)));

        Assert.All(results, result => Assert.Equal("ok", result.Value));
        Assert.Equal(1, stand.Refreshes);
        Assert.All(stand.Server.Requests, request => Assert.Contains(request.Authorization, (string[])["Bearer token-0", "Bearer token-1"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_IsAuthFailed_IfAFreshTokenIsRejectedToo(bool asRedirect)
    {
        await using var stand = new GrinStand((_, reply) => asRedirect ? reply.RedirectToLoginAsync() : reply.SendAsync(401));

        var error = (await stand.GetAsync(retry: GrinStand.Quick)).Error!;

        Assert.Equal(GrinErrorKind.AuthFailed, error.Kind);
        Assert.Contains("a@b.example", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, stand.Refreshes);
        Assert.Equal(2, stand.Server.Requests.Count);
    }

    [Fact]
    public async Task Probe_IsAFailure_IfGrinSendsToTheLogin_EvenWithStatus200()
    {
        var asPage = false;
        await using var stand = new GrinStand((_, reply) => asPage
            ? reply.SendAsync(200, "<HTML><a href='https://accounts.google.com/ServiceLogin'>Sign in</a></HTML>")
            : reply.RedirectToLoginAsync());
        var probe = new GrinProbe(stand.Client(), stand.Tokens, GrinStand.Quick);

        Assert.Equal(GrinErrorKind.AuthFailed, (await probe.CheckAsync(stand.Address, default)).Error!.Kind);
        asPage = true;
        Assert.Equal(GrinErrorKind.LoginPage, (await probe.CheckAsync(stand.Address, default)).Error!.Kind);
    }

    [Fact]
    public async Task Probe_TellsTheAccount_OrThatAChangeTakesHours()
    {
        var status = 200;
        await using var stand = new GrinStand((request, reply) =>
            request.Authorization == "Bearer token-0" ? reply.SendAsync(401) : reply.SendAsync(status, "ALL\t5\n"));
        var probe = new GrinProbe(stand.Client(), stand.Tokens, GrinStand.Quick);

        Assert.Equal("a@b.example", (await probe.CheckAsync(stand.Address, default)).Value!.Account);
        Assert.Equal("/libraries/Demo/?format=text&result_count=1", stand.Server.Requests[^1].Target);
        status = 403;
        var error = (await probe.CheckAsync(stand.Address, default)).Error!;
        Assert.Equal(GrinErrorKind.PermissionDenied, error.Kind);
        Assert.Contains("12 hours", error.Message, StringComparison.Ordinal);
    }
}
