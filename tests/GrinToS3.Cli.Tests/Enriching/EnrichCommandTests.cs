using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Enriching;
using GrinToS3.Simulator;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Enriching;

public sealed class EnrichCommandTests
{
    private const int Books = 700;

    [Fact]
    public async Task Enrich_FillsAllVolumesAndPublishes_AndThenHasNothingToDo()
    {
        await using var stand = await SyncStand.StartAsync(Library());

        var first = Result(await stand.DoAsync(Enrich("--json")));

        Assert.Equal((EnrichEnd.Complete, Books, 2), (first.End, first.Progress.Enriched, first.Progress.Requests));
        Assert.Equal(
            stand.Grin.Library.Books.Select(static book => $"{book.Barcode}|{book.Report["Viewability"]}").Order(StringComparer.Ordinal),
            SyncStand.Query(stand.Run().Database, "SELECT barcode, grin_viewability FROM books WHERE enrichment_timestamp > '' ORDER BY barcode"));
        Assert.Contains("books_latest.csv.gz", stand.Stored());
        Assert.Equal(0, Result(await stand.DoAsync(Enrich("--json"))).Progress.Requests);
        var status = await stand.DoAsync("status", "--run-name", "run1", "--json");
        Assert.Equal(Books, JsonNode.Parse(status.Output[^1])!["counts"]!["enriched"]!.GetValue<int>());

        // All over again, but not of all.
        var again = Result(await stand.DoAsync(Enrich("--reset", "--limit", "3", "--json")));
        Assert.Equal((Books, 3), (again.Progress.Forgotten, again.Progress.Enriched));
    }

    [Theory]
    [InlineData("--limit must be at least 1", "--limit", "0")]
    [InlineData("--patience must be between", "--patience", "-1")]
    [InlineData("--reset forgets all volumes, --requested asks for some", "--reset", "--requested")]
    [InlineData("'--queue' is no command or option here", "--queue", "converted")]
    public async Task Enrich_Exits2AndChangesNothing_IfWhatItIsGivenIsBad(string message, params string[] arguments)
    {
        await using var stand = await SyncStand.StartAsync(Library());

        await stand.RefuseAsync(2, message, Enrich(arguments));
    }

    [Fact]
    public async Task Enrich_Exits2_IfThereIsNoSuchRun()
    {
        await using var stand = await GrinStand.StartAsync(Library());

        await stand.RefuseAsync(2, "there is no run 'run1'", Enrich());
    }

    [Theory]
    [InlineData(3, "_barcode_search:token-rejected")]
    [InlineData(5, "_barcode_search:414")]
    public async Task Enrich_ExitsByTheFaultsKind_IfItConcernsAll(int code, string fault)
    {
        await using var stand = await SyncStand.StartAsync(Library(fault));

        var exit = await stand.RunAsync(Enrich());

        Assert.True(exit.Code == code && exit.Errors is [var line] && line.StartsWith("grin: ", StringComparison.Ordinal), exit.ToString());
        Assert.Empty(SyncStand.Query(stand.Run().Database, "SELECT barcode FROM books WHERE enrichment_timestamp > ''"));
    }

    [Fact]
    public async Task Enrich_Exits7AndEnrichesTheOthers_IfARequestFails()
    {
        await using var stand = await SyncStand.StartAsync(Library("_barcode_search:requests=1:414", "_barcode_search:every=2:layout=added"));

        var exit = await stand.RunAsync(Enrich());

        Assert.True(exit.Code == 7 && exit.Errors.Count == 0, exit.ToString());
        Assert.Contains(exit.Output, static line => line.Contains("Last failure: ", StringComparison.Ordinal) && line.Contains("414", StringComparison.Ordinal));
        Assert.Contains(exit.Output, static line => line.Contains("grin_fields: Shelf Mark, Größe (cm)", StringComparison.Ordinal));
        var enriched = SyncStand.Query(stand.Run().Database, "SELECT barcode FROM books WHERE enrichment_timestamp > ''").Count;
        var failed = SyncStand.Query(stand.Run().Database, "SELECT barcode FROM volume_states WHERE stage = 'enrichment' AND state = 'failed'").Count;
        Assert.Equal(Books, enriched + failed);
        Assert.InRange(failed, 200, 500);
    }

    [Fact]
    public async Task Enrich_Exits130AndGoesOnLater_IfCtrlCIsPressed()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(12_000) with { Latency = TimeSpan.FromMilliseconds(300) });
        await using var grin = stand.Start(Enrich("--json"));
        Assert.NotNull(await grin.ReadToAsync("\"requests\":2,"));

        await grin.InterruptAsync();
        var exit = await grin.EndAsync();

        Assert.True(exit.Code == 130 && exit.Errors.Count == 0, exit.ToString());
        var done = SyncStand.Query(stand.Run().Database, "SELECT barcode FROM books WHERE enrichment_timestamp > ''").Count;
        Assert.Equal(Result(exit).Progress.Enriched, done);
        Assert.InRange(done, 900, 11_999);
        Assert.Equal(12_000 - done, Result(await stand.DoAsync(Enrich("--json"))).Progress.Enriched);
    }

    private static SimulatorOptions Library(params string[] faults) => SyncStand.Library(Books, faults);

    private static string[] Enrich(params string[] more) => ["enrich", "--run-name", "run1", .. more];

    private static EnrichResult Result(GrinExit exit) => WorkflowJson.Read<EnrichResult>(
        JsonNode.Parse(exit.Output.Single(static line => line.Contains("\"event\":\"result\"", StringComparison.Ordinal)))!["result"]!.ToJsonString());
}
