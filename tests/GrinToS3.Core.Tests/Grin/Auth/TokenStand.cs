using System.Globalization;
using System.Text;
using GrinToS3.Grin.Http;
using GrinToS3.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Grin.Auth;

/// <summary>A token endpoint over real HTTP, and the files and clients around it. Grants token-1, token-2, ...</summary>
internal sealed class TokenStand : IAsyncDisposable
{
    private int _granted;

    public TokenStand(Func<LoopbackRequest, LoopbackReply, Task>? answer = null)
    {
        Server = new LoopbackServer(answer ?? GrantAsync);
        Endpoint = new TokenEndpoint(Http, Time);
    }

    public TempFolder Folder { get; } = new();

    public LoopbackServer Server { get; }

    public HttpClient Http { get; } = new(PatientHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Starts now, for the age of a token file is told by the file system's clock.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public TokenEndpoint Endpoint { get; }

    public string TokenFile => Folder["credentials.json"];

    public string Address => Server.Base + "token";

    /// <summary>The handler as it is, but for the limit of connecting, which a busy machine may overstep.</summary>
    public static SocketsHttpHandler PatientHandler()
    {
        var handler = GrinHttp.CreateHandler();
        handler.ConnectTimeout = Hang.Limit;
        return handler;
    }

    public async Task GrantAsync(LoopbackRequest request, LoopbackReply reply)
    {
        var number = Interlocked.Increment(ref _granted).ToString(CultureInfo.InvariantCulture);
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"email":"a@b.example"}""")).TrimEnd('=');
        await reply.SendAsync(200, $$"""{"access_token": "token-{{number}}", "expires_in": 3600, "id_token": "e30.{{claims}}.c2ln"}""");
    }

    public UserTokenSource User(Action<string>? warn = null) => new(TokenFile, Endpoint, Time, warn);

    public void WriteTokens(string extra = "", string token = "token-0") =>
        TokenFiles.Write(TokenFile, TokenFiles.Tokens(Address, token, extra));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
