using System.Text;
using GrinToS3.Grin.Auth;
using GrinToS3.Testing;

namespace GrinToS3.Grin.Http;

/// <summary>The real client, with real tokens in a real file, against a server of a test. The token endpoint is <c>/token</c> beside it.</summary>
internal sealed class GrinStand : IAsyncDisposable
{
    /// <summary>Waits too short to notice.</summary>
    public static readonly RetryPlan Quick = new() { FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(2) };

    private readonly TokenStand _tokens;

    public GrinStand(Func<LoopbackRequest, LoopbackReply, Task> answer, HttpClient? http = null)
    {
        _tokens = new TokenStand();
        _tokens.WriteTokens();
        Tokens = new UserTokenSource(_tokens.TokenFile, _tokens.Endpoint, TimeProvider.System);
        Server = new LoopbackServer(answer);
        Http = http ?? _tokens.Http;
        Address = new GrinAddress(new Uri(Server.Base, "libraries"), Library());
    }

    public LoopbackServer Server { get; }

    public UserTokenSource Tokens { get; }

    public HttpClient Http { get; }

    public GrinAddress Address { get; }

    public int Refreshes => _tokens.Server.Requests.Count;

    public List<GrinAttempt> Attempts { get; } = [];

    /// <summary>A client whose limits only a test about limits sets: a busy machine may take long for anything.</summary>
    public GrinClient Client(GrinBudget? budget = null, TimeProvider? time = null, TimeSpan? idle = null, TimeSpan? response = null) => new(
        Http, Address.Base, Tokens, budget ?? GrinBudget.Unlimited, time ?? TimeProvider.System,
        new GrinClientOptions
        {
            IdleLimit = idle ?? Hang.Limit,
            ResponseLimit = response ?? Hang.Limit,
            Observer = new Recorder(Attempts),
            Random = new NoJitter(),
        });

    public Task<GrinResult<string>> GetAsync(GrinRequestKind kind = GrinRequestKind.List, RetryPlan? retry = null, string path = "x") =>
        Client().GetAsync(new Uri(Server.Base, path), kind, ReadTextAsync, retry ?? RetryPlan.None);

    public static async ValueTask<GrinResult<string>> ReadTextAsync(GrinResponse response, CancellationToken ct)
    {
        using var reader = new StreamReader(response.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _tokens.DisposeAsync();
    }

    private static LibraryDirectory Library()
    {
        Assert.True(LibraryDirectory.TryParse("Demo", out var directory, out _));
        return directory;
    }

    private sealed class Recorder(List<GrinAttempt> attempts) : IProgress<GrinAttempt>
    {
        public void Report(GrinAttempt value)
        {
            lock (attempts)
            {
                attempts.Add(value);
            }
        }
    }

    private sealed class NoJitter : Random
    {
        public override double NextDouble() => 0;
    }
}
