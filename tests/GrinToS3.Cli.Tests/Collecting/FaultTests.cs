using GrinToS3.Cli.Processes;
using GrinToS3.Collecting;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Cli.Collecting;

public sealed class FaultTests
{
    private const int Auth = 3;
    private const int Grin = 5;
    private const int AtOnce = 6;

    private static readonly (string Fault, int Exit)[] Lasting =
    [
        ("_all_books:page=3:times=always:429:retry-after=1", Grin),
        ("_all_books:page=3:times=always:500", Grin),
        ("_all_books:page=1:times=always:503", Grin),
        ("_all_books:page=3:times=always:408", Grin),
        ("_all_books:page=3:times=always:400", Grin),
        ("_all_books:page=3:times=always:403", Auth),
        ("_all_books:page=3:times=always:soft-error", Grin),
        ("_all_books:page=3:times=always:login-page", Grin),
        ("_all_books:page=3:times=always:token-rejected", Auth),
        ("_all_books:page=3:times=always:redirect=loop", Grin),
        ("_all_books:page=3:times=always:redirect=http://192.0.2.1/", Grin),
        ("_all_books:page=3:times=always:cut=0.5", Grin),
        ("_all_books:page=3:times=always:truncate=0.6", Grin),
        ("_all_books:page=3:times=always:layout=heading", Grin),
        ("_all_books:page=3:times=always:layout=column", Grin),
        ("_all_books:page=3:times=always:layout=table", Grin),
        ("summary:500", Grin),
        ("summary:login-page", Grin),
    ];

    private static readonly string[] Passing =
    [
        "_all_books:page=2:429:retry-after=1",
        "_all_books:page=3:500",
        "_all_books:page=1:503",
        "_all_books:page=4:soft-error",
        "_all_books:page=5:login-page",
        "_all_books:page=3:token-rejected",
        "_all_books:page=3:redirect=2",
        "_all_books:page=4:cut=0.5",
        "_all_books:page=4:truncate=0.5",
        "_all_books:page=4:stall=0.5:for=1",
        "_all_books:page=4:slow=50000",
        "_all_books:page=2:layout=heading",
        "_all_books:page=2:layout=column",
        "_all_books:page=2:layout=table",
        "_all_books:every=3:500",
        "summary:times=1:500",
    ];

    [Fact]
    public async Task Collect_ExitsByTheFaultsKindAndPublishesNoCsv_IfAFaultLasts()
    {
        var tried = await TryAllAsync(Lasting, static one => one.Fault);

        Assert.All(tried, static one =>
        {
            var (fault, seen) = (one.Tried.Fault, one.Seen);
            Assert.True(seen.Exit.Code == one.Tried.Exit, $"{fault}: {seen.Exit}");
            Assert.True(seen.Exit.Errors is [var line] && line.StartsWith("grin: ", StringComparison.Ordinal), $"{fault}: {seen.Exit}");
            Assert.True(Acknowledged.Result(seen.Exit.Output).End is CollectEnd.Failed, fault);
            Assert.DoesNotContain(seen.Stored, static name => name.EndsWith(".csv", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Collect_BringsEveryVolume_IfAFaultPasses()
    {
        var tried = await TryAllAsync(Passing, static fault => fault);

        Assert.All(tried, static one =>
        {
            Assert.True(one.Seen.Exit.Code == 0 && one.Seen.Exit.Errors.Count == 0, $"{one.Tried}: {one.Seen.Exit}");
            Assert.True(one.Seen.IsWhole, one.Tried);
            Assert.Contains("books_latest.csv", one.Seen.Stored);
        });
    }

    [Theory]
    [InlineData("token:times=1:oauth-error=invalid_client", Auth)]
    [InlineData("token:oauth-error=invalid_grant", Auth)]
    [InlineData("token:500", Grin)]
    public async Task Collect_ExitsByTheFaultsKind_IfTokensCanNotBeRefreshed(string fault, int code)
    {
        await using var stand = await GrinStand.StartAsync(
            new SimulatorOptions { Books = 300, TokenLifetime = TimeSpan.FromMilliseconds(1), Faults = FaultPlan.Parse(fault) });

        var exit = await stand.RunAsync(stand.Collect());

        Assert.True(exit.Code == code && exit.Errors.Count == 1, exit.ToString());
    }

    [Theory]
    [InlineData("Example", "summary:403", "denies this account access", Auth)]
    [InlineData("Example", "summary:token-rejected", "does not accept", Auth)]
    [InlineData("example", "", "upper and lower case count", 2)]
    public async Task Collect_BeginsNoRun_IfGrinRefusesANewOne(string directory, string fault, string message, int code)
    {
        var faults = fault is "" ? FaultPlan.None : FaultPlan.Parse(fault);
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Directory = directory, Faults = faults });

        var exit = await stand.RunAsync(stand.Collect());

        Assert.True(exit.Code == code && exit.Errors is [var line] && line.Contains(message, StringComparison.Ordinal), exit.ToString());

        // The credentials may hold a fresh token now; nothing else is there.
        Assert.Equal([stand.Credentials], Directory.EnumerateFileSystemEntries(stand.Folder));
    }

    /// <summary>Some side by side, for most of the time goes into waits between attempts; all at once would be a crowd for two cores.</summary>
    private static async Task<(T Tried, Seen Seen)[]> TryAllAsync<T>(IEnumerable<T> all, Func<T, string> fault)
    {
        using var places = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(all.Select(async one =>
        {
            await places.WaitAsync();
            try
            {
                return (one, await TryAsync(fault(one)));
            }
            finally
            {
                places.Release();
            }
        }));
    }

    private static async Task<Seen> TryAsync(string fault)
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 600, Faults = FaultPlan.Parse(fault) });
        var exit = await stand.RunAsync(stand.Collect(more: "--json"));
        var database = stand.Run().Database;
        var isWhole = File.Exists(database) && CollectedRows.Of(database).SequenceEqual(CollectedRows.Expected(stand.Grin.Library));
        return new Seen(exit, stand.Stored(), isWhole);
    }

    private sealed record Seen(GrinExit Exit, List<string> Stored, bool IsWhole);
}
