namespace GrinToS3.Grin.Auth;

public sealed class UserTokenSourceTests
{
    [Fact]
    public async Task Get_FailsFast_IfThereIsNoFile()
    {
        await using var stand = new TokenStand();
        var source = stand.User();

        var error = (await source.GetAsync(default)).Error!;

        Assert.Equal(GrinErrorKind.CredentialsMissing, error.Kind);
        Assert.Contains($"{stand.TokenFile} does not exist; run: grin auth setup", error.Message, StringComparison.Ordinal);
        stand.WriteTokens();
        Assert.Equal("token-0", (await source.GetAsync(default)).Value!.Value);
    }

    [Theory]
    [InlineData(49, "token-0")]
    [InlineData(51, "token-1")]
    public async Task Get_UsesTheStoredToken_UnlessTheFileIsOlderThan50Minutes(int age, string expected)
    {
        await using var stand = new TokenStand();
        stand.WriteTokens();
        File.SetLastWriteTimeUtc(stand.TokenFile, stand.Time.GetUtcNow().UtcDateTime.AddMinutes(-age));

        Assert.Equal(expected, (await stand.User().GetAsync(default)).Value!.Value);
    }

    [Theory]
    [InlineData(130, "token-0")]
    [InlineData(110, "token-1")]
    public async Task Get_Refreshes_If120SecondsOrLessAreLeft(int left, string expected)
    {
        await using var stand = new TokenStand();
        stand.WriteTokens($", \"expiry\": \"{stand.Time.GetUtcNow().UtcDateTime.AddSeconds(left):yyyy-MM-ddTHH:mm:ss.ffffffZ}\"");

        Assert.Equal(expected, (await stand.User().GetAsync(default)).Value!.Value);
    }

    [Fact]
    public async Task Get_RefreshesOnce_IfManyAskWhenTheTokenIsDue()
    {
        await using var stand = new TokenStand();
        stand.WriteTokens(token: "");
        var source = stand.User();
        Assert.Equal("token-1", (await source.GetAsync(default)).Value!.Value);
        stand.Time.Advance(TimeSpan.FromSeconds(3600 - 121));
        Assert.Equal("token-1", (await source.GetAsync(default)).Value!.Value);
        stand.Time.Advance(TimeSpan.FromSeconds(2));

        var tokens = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => (await source.GetAsync(default)).Value!.Value)));

        Assert.All(tokens, token => Assert.Equal("token-2", token));
        Assert.Equal(2, stand.Server.Requests.Count);
    }

    [Fact]
    public async Task Refresh_RewritesTheFile_AndSendsTheForm()
    {
        await using var stand = new TokenStand();
        stand.WriteTokens();
        var source = stand.User();
        var old = (await source.GetAsync(default)).Value!;

        var token = (await source.RefreshAsync(old, default)).Value!;

        Assert.Equal("a@b.example", token.Account);
        var form = stand.Server.Requests[0].Form;
        Assert.Equal(("refresh_token", "1//refresh-s3cr3t+x", "client.apps.example", "GOCSPX-s3cr3t"), (form["grant_type"], form["refresh_token"], form["client_id"], form["client_secret"]));
        var file = TokenFile.Read(stand.TokenFile).Value!;
        Assert.Equal("token-1", file.Token);
        Assert.Equal(stand.Time.GetUtcNow().AddHours(1), file.ExpiresAt!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Refresh_GivesTheCurrentToken_IfAnotherOneWasRejected()
    {
        await using var stand = new TokenStand();
        stand.WriteTokens();
        var source = stand.User();
        var old = (await source.GetAsync(default)).Value!;
        var current = (await source.RefreshAsync(old, default)).Value!;

        Assert.Same(current, (await source.RefreshAsync(old, default)).Value);
        Assert.Single(stand.Server.Requests);
    }

    [Theory]
    [InlineData(400, "invalid_grant", GrinErrorKind.AuthFailed)]
    [InlineData(401, "invalid_client", GrinErrorKind.AuthFailed)]
    [InlineData(500, "", GrinErrorKind.ServerError)]
    [InlineData(503, "internal_failure", GrinErrorKind.ServerError)]
    [InlineData(429, "", GrinErrorKind.ServerError)]
    [InlineData(404, "", GrinErrorKind.UnexpectedStatus)]
    [InlineData(302, "", GrinErrorKind.UnexpectedStatus)]
    [InlineData(200, "", GrinErrorKind.UnexpectedReply)]
    public async Task Refresh_TellsRefusalsFromOutages_AndShowsNoSecret(int status, string code, GrinErrorKind expected)
    {
        await using var stand = new TokenStand((request, reply) =>
            reply.SendAsync(status, $$"""{"error": "{{code}}", "error_description": "you sent {{request.Form["client_secret"]}}"}"""));
        stand.WriteTokens();
        var source = stand.User();

        var error = (await source.RefreshAsync((await source.GetAsync(default)).Value!, default)).Error!;

        Assert.Equal(expected, error.Kind);
        Assert.DoesNotContain(TokenFiles.SecretMark, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(code == "invalid_grant", error.Message.Contains("7 days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refresh_CanBeRetried_IfNobodyListens()
    {
        await using var stand = new TokenStand();
        TokenFiles.Write(stand.TokenFile, TokenFiles.Tokens("http://127.0.0.1:1/token", token: ""));

        var error = (await stand.User().GetAsync(default)).Error!;

        Assert.Equal((GrinErrorKind.Unreachable, true), (error.Kind, error.ShouldRetry));
    }

    [Fact]
    public async Task Refresh_GivesUp_IfTheEndpointIsSilent()
    {
        await using var stand = new TokenStand((_, reply) => reply.StallAsync());
        stand.WriteTokens(token: "");
        var asking = stand.User().GetAsync(default).AsTask();
        while (stand.Server.Requests.Count == 0)
        {
            await Task.Delay(5);
        }

        stand.Time.Advance(TokenEndpoint.Limit);

        Assert.Equal(GrinErrorKind.Unreachable, (await asking).Error!.Kind);
    }

    [Fact]
    public async Task Get_KeepsTheOldToken_IfTheEndpointIsDownWithinTheMargin()
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(503));
        stand.WriteTokens($", \"expiry\": \"{stand.Time.GetUtcNow().UtcDateTime.AddSeconds(130):yyyy-MM-ddTHH:mm:ssZ}\"");
        var source = stand.User();
        Assert.True((await source.GetAsync(default)).IsSuccess);

        stand.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("token-0", (await source.GetAsync(default)).Value!.Value);
        stand.Time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(GrinErrorKind.ServerError, (await source.GetAsync(default)).Error!.Kind);
    }

    [Fact]
    public async Task Refresh_GoesOnInMemory_AndSaysSoOnce_IfTheFileCannotBeWritten()
    {
        List<string> warnings = [];
        TokenStand? own = null;
        await using var stand = own = new TokenStand(async (request, reply) =>
        {
            // The superuser may write anywhere: a folder in the file's place is what stops everybody.
            if (File.Exists(own!.TokenFile))
            {
                File.Delete(own.TokenFile);
            }

            Directory.CreateDirectory(own.TokenFile);
            await own.GrantAsync(request, reply);
        });
        stand.WriteTokens();
        var source = stand.User(warnings.Add);
        var token = (await source.GetAsync(default)).Value!;

        var first = (await source.RefreshAsync(token, default)).Value!;
        var second = (await source.RefreshAsync(first, default)).Value!;

        Assert.Equal(("token-1", "token-2"), (first.Value, second.Value));
        Assert.Contains("in memory only", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_ServesTheOthers_IfOneWaiterGivesUp()
    {
        var gate = new TaskCompletionSource();
        await using var stand = new TokenStand(async (_, reply) =>
        {
            await gate.Task;
            await reply.SendAsync(200, """{"access_token": "late"}""");
        });
        stand.WriteTokens(token: "");
        var source = stand.User();
        using var impatient = new CancellationTokenSource();
        var first = source.GetAsync(impatient.Token).AsTask();
        var second = source.GetAsync(default).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("late", (await second).Value!.Value);
        Assert.Single(stand.Server.Requests);
    }
}
