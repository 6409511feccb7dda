namespace GrinToS3.Grin.Auth;

/// <summary>
/// <c>grin auth setup</c>: asks a person for consent in a browser, takes the code from the loopback redirect or from a pasted line,
/// exchanges it with PKCE and stores the tokens (spec: grin-protocol 3.4, 12.1). The out-of-band way of the existing tool was closed by Google in 2023.
/// </summary>
/// <param name="client">The library's OAuth client.</param>
/// <param name="endpoint">Where tokens are granted.</param>
/// <param name="prompt">The person.</param>
/// <param name="time">Measures the time limit.</param>
public sealed class AuthorizationFlow(ClientSecret client, TokenEndpoint endpoint, IAuthorizationPrompt prompt, TimeProvider time)
{
    /// <summary>How long a person has.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);

    /// <summary>Runs the whole setup. Tokens that are there already are replaced; see <see cref="TokenFile.HasRequiredScopes"/> to keep them.</summary>
    /// <param name="mode">Where the browser is.</param>
    /// <param name="port">The port of the redirect address; 0 picks a free one.</param>
    /// <param name="tokenFile">The token file to write.</param>
    /// <param name="ct">Ends the setup.</param>
    /// <returns>What was stored, or <see cref="GrinErrorKind.AuthFailed"/> with the reason.</returns>
    public async Task<GrinResult<Authorization>> RunAsync(AuthorizationMode mode, int port, string tokenFile, CancellationToken ct)
    {
        using var listener = RedirectListener.TryStart(port, onAllAddresses: mode is AuthorizationMode.Docker);
        if (listener is null && mode is not AuthorizationMode.Remote)
        {
            return Failed($"port {port} is in use; set {AuthorizationSurroundings.PortVariable} to a free one, or run: grin auth setup --remote-auth");
        }

        var attempt = new AuthorizationAttempt(client, listener?.Port ?? port);
        var reply = await WaitAsync(attempt, mode, listener, ct);
        return reply switch
        {
            null => Failed($"no answer within {Limit.TotalSeconds:0} s; run: grin auth setup"),
            { Error: { } error } => Failed($"Google granted nothing ({error}); run grin auth setup again and agree to what is asked"),
            { Code: { } code } => await ExchangeAsync(attempt, code, tokenFile, ct),
            _ => Failed("nothing was pasted and no browser can come back here; run: grin auth setup"),
        };
    }

    private async Task<AuthorizationReply?> WaitAsync(AuthorizationAttempt attempt, AuthorizationMode mode, RedirectListener? listener, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        List<Task<AuthorizationReply>> ways = [];
        try
        {
            if (listener is not null)
            {
                ways.Add(listener.WaitAsync(query => Reported(attempt.Judge(query)), time, over.Token));
            }

            await prompt.ShowAsync(attempt.Address, attempt.Redirect, mode, over.Token).WaitAsync(over.Token);
            ways.Add(ReadPastedAsync(attempt, over.Token));
            var first = await Task.WhenAny(ways);

            // The end of the input is no answer as long as a browser can still come back.
            return await first is { Code: null, Error: null } && listener is not null ? await ways[0] : await first;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await over.CancelAsync();
            await ((Task)Task.WhenAll(ways)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<AuthorizationReply> ReadPastedAsync(AuthorizationAttempt attempt, CancellationToken ct)
    {
        while (true)
        {
            // A terminal's read does not end when it is told to; it is left alone then.
            var line = await prompt.ReadPastedAsync(ct).WaitAsync(ct);
            if (line is null)
            {
                return AuthorizationReply.Nothing;
            }

            var reply = string.IsNullOrWhiteSpace(line) ? AuthorizationReply.Nothing : Reported(attempt.JudgePasted(line));
            if (reply is { Code: not null } or { Error: not null })
            {
                return reply;
            }

            if (reply == AuthorizationReply.Nothing)
            {
                prompt.Refuse("there is no code in that line; paste the whole address from the browser's address bar");
            }
        }
    }

    private AuthorizationReply Reported(AuthorizationReply reply)
    {
        if (reply == AuthorizationReply.Foreign)
        {
            prompt.Refuse("an answer to another setup came (its state differs) and was not taken; use the address shown above");
        }

        return reply;
    }

    private async Task<GrinResult<Authorization>> ExchangeAsync(AuthorizationAttempt attempt, string code, string tokenFile, CancellationToken ct)
    {
        var asked = await endpoint.AskAsync(
            client.TokenAddress,
            "authorization_code",
            [
                KeyValuePair.Create("code", code),
                KeyValuePair.Create("client_id", client.ClientId),
                KeyValuePair.Create("client_secret", client.Secret),
                KeyValuePair.Create("redirect_uri", attempt.RedirectText),
                KeyValuePair.Create("code_verifier", attempt.Verifier),
            ],
            ct);
        if (!asked.IsSuccess)
        {
            return asked.Error;
        }

        var grant = asked.Value;
        var scopes = grant.Scopes ?? OAuthScopes.Required;
        if (OAuthScopes.Required.Except(scopes).ToList() is { Count: > 0 } lacking)
        {
            return Failed($"these rights were not granted: {string.Join(", ", lacking)}; run grin auth setup again and leave every box ticked");
        }

        return grant.RefreshToken is { Length: > 0 } refresh ? Store(grant, refresh, scopes, tokenFile)
            : Failed("Google sent no refresh token; remove the app at https://myaccount.google.com/permissions, then run: grin auth setup");
    }

    private GrinResult<Authorization> Store(TokenGrant grant, string refreshToken, IReadOnlyList<string> scopes, string path)
    {
        var file = new TokenFile
        {
            Token = grant.AccessToken,
            RefreshToken = refreshToken,
            TokenAddress = client.TokenAddress,
            ClientId = client.ClientId,
            ClientSecret = client.Secret,
            Scopes = scopes,
            ExpiresAt = time.GetUtcNow() + grant.Lifetime,
        };
        if (file.TryWrite(path) is { } problem)
        {
            return Failed(problem);
        }

        // What was written is what later commands read: better to learn here that they can't.
        var stored = TokenFile.Read(path);
        return stored.IsSuccess ? new Authorization(path, grant.Account) : stored.Error;
    }

    private static GrinError Failed(string message) => new(GrinErrorKind.AuthFailed, message);
}
