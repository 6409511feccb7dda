using System.Text.Json;
using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>`reprocess` gives what sync gave, from storage alone.</summary>
public sealed class ReprocessWorkflowTests
{
    private const int Books = 300;

    [Theory]
    [InlineData(Books, false)]
    [InlineData(Books, true)]
    [InlineData(1200, false)]
    public async Task ReprocessAsync_GivesTheSameTextsAndMarcAsSync_AndAsksGrinNothing(int books, bool deliverTwice)
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(books), deliverTwice: deliverTwice);
        await run.SyncAsync(VolumeSource.Converted);
        var (before, texts, asked) = (run.EndState(), run.Texts(), run.Grin.Journal.Total);
        Assert.Equal(run.Converted, texts.Keys.Order(StringComparer.Ordinal));
        run.Forget();
        Assert.NotEqual(before, run.EndState());

        var result = await run.ReprocessAsync(StoredSource.All);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count, 0), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.Equal(texts, run.Texts());
        Assert.Equal(before, run.EndState());
        Assert.All(run.Converted, run.AssertStored);
        Assert.Equal(asked, run.Grin.Journal.Total);
        Assert.Empty(Directory.EnumerateFiles(run.Run.Directory.Inbox));
        Assert.All(run.Converted, barcode => Assert.Equal(["marc_extraction completed", "text_extraction completed"], run.Events(barcode)[^2..]));
        Assert.All(run.Converted, barcode => Assert.Equal(10, run.Events(barcode).Count));
        Assert.Equal(run.Converted.Count, run.Count("books WHERE marc_extraction_timestamp > ''"));
    }

    /// <summary>A sync that took neither, and a reprocessing after it, leave what one sync leaves: the manifest, too, has the counts of pages.</summary>
    [Fact]
    public async Task ReprocessAsync_LeavesWhatASyncLeaves_IfTheSyncTookNothingOutOfArchives()
    {
        await using var whole = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await whole.SyncAsync(VolumeSource.Converted);
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { WithText = false, WithMarc = false });
        Assert.NotEqual(whole.PortableEndState(), run.PortableEndState());

        await run.ReprocessAsync(StoredSource.All);

        Assert.Equal(whole.PortableEndState(), run.PortableEndState());
    }

    [Fact]
    public async Task ReprocessAsync_DerivesOnlyWhatIsDue_AndNothingASecondTime()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        var before = run.EndState();
        run.Forget();
        var (text, marc, both) = (run.Converted[0], run.Converted[3], run.Converted[5]);
        run.Reopen(text, "text");
        run.Reopen(marc, "marc", "failed");
        run.Reopen(both, "text", "missing");
        run.Reopen(both, "marc");
        run.Reopen("39015000000001", "text");

        var marcOnly = await run.ReprocessAsync(ReprocessRun.Input(StoredSource.Due) with { WithText = false, Limit = 1 });
        Assert.Equal((1, 1), (marcOnly.Progress.ToFetch, marcOnly.Progress.Stored));
        var rest = await run.ReprocessAsync(StoredSource.Due);

        Assert.Equal((3, 3, 0), (rest.Progress.ToFetch, rest.Progress.Stored, rest.Progress.Failed));
        Assert.Equal(new[] { text, both }.Order(StringComparer.Ordinal), run.Texts().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            new[] { marc, both }.Order(StringComparer.Ordinal), run.Query("SELECT barcode FROM books WHERE marc_extraction_timestamp > '' ORDER BY barcode"));
        Assert.Equal("text_extraction completed", Assert.Single(run.Events(text)[8..]));
        Assert.Equal("marc_extraction completed", Assert.Single(run.Events(marc)[8..]));
        Assert.Equal(0, (await run.ReprocessAsync(StoredSource.Due)).Progress.ToFetch);
        await run.ReprocessAsync(StoredSource.All);
        Assert.Equal(before, run.EndState().Where(static line => !line.StartsWith("39015000000001|text", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReprocessAsync_KeepsWhatIsThere_WhereTheRecordHasNothing()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        var (volume, column) = run.Converted
            .SelectMany(static barcode => new[] { "marc_author_meeting", "marc_author_corporate", "marc_date_2" }.Select(column => (barcode, column)))
            .First(one => run.Query($"SELECT 1 FROM books WHERE barcode = '{one.barcode}' AND {one.column} IS NULL").Count == 1);
        run.Change($"UPDATE books SET {column} = 'kept', marc_title = 'other' WHERE barcode = '{volume}'");

        await run.ReprocessAsync(volume);

        Assert.Equal($"kept|{run.Grin.Archives.Find(volume)!.Marc.Title}", Assert.Single(run.Query($"SELECT {column}, marc_title FROM books WHERE barcode = '{volume}'")));
    }

    [Theory]
    [InlineData("no-marc", "marc", "marc_extraction")]
    [InlineData("no-text", "text", "text_extraction")]
    public async Task ReprocessAsync_NotesWhatTheArchiveLacks_AsSyncDoes(string flaw, string stage, string type)
    {
        var bad = SyncFixture.Library(Books).ToLibrary().Converted.First().Barcode;
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, $"archive:barcode={bad}:{flaw}"));
        await run.SyncAsync(VolumeSource.Converted);
        var before = run.EndState();

        var result = await run.ReprocessAsync(StoredSource.Due);

        Assert.Equal((1, 1), (result.Progress.ToFetch, result.Progress.Stored));
        Assert.Equal(before, run.EndState());
        Assert.Equal($"{type} failed", run.Events(bad)[^1]);
        Assert.Equal("missing|2", Assert.Single(run.Query($"SELECT state, attempts FROM volume_states WHERE barcode = '{bad}' AND stage = '{stage}'")));
    }

    [Fact]
    public async Task ReprocessAsync_FailsAVolumeThatIsNotStored_AndAddsNoRow()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        var rows = run.Count("books");

        var result = await run.ReprocessAsync("39015000000001", run.Converted[0]);

        Assert.Equal((SyncEnd.Complete, 1, 1), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.StartsWith("[39015000000001] NotStored: ", result.Progress.LastFailure, StringComparison.Ordinal);
        Assert.Equal(rows, run.Count("books"));
        Assert.Empty(run.Events("39015000000001"));
    }

    [Fact]
    public async Task ReprocessAsync_MakesTheSameDecisionsAndStaysSmall_IfItIsReplayed()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(1500));
        await run.SyncAsync(VolumeSource.Converted);
        var recorded = new RecordingWorkflow<ReprocessInput, SyncResult>(new ReprocessWorkflow());

        await run.ReprocessAsync(ReprocessRun.Input(StoredSource.All), workflow: recorded);

        Assert.True(recorded.Generations.Count > 1, $"{recorded.Generations.Count} generations");
        recorded.AssertSmall();
        for (var generation = 0; generation < recorded.Generations.Count; generation++)
        {
            var replayed = await ReplayContext.RunAsync(new ReprocessWorkflow(), recorded.Inputs[generation], recorded.Generations[generation]);
            Assert.Equal(WorkflowJson.Write(recorded.Outputs[generation]), WorkflowJson.Write(replayed));
        }
    }

    [Fact]
    public async Task ReprocessAsync_LeavesItsCountersInTheSummary()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);

        var result = await run.ReprocessAsync(StoredSource.All);

        Assert.Contains(result.Published, static one => one.Place.EndsWith("books_latest.csv.gz", StringComparison.Ordinal));
        using var summary = JsonDocument.Parse(File.ReadAllBytes(run.Run.Directory.ProcessSummary));
        Assert.Equal(run.Converted.Count, summary.RootElement.GetProperty("stages").GetProperty("reprocess").GetProperty("books_reprocessed").GetInt32());
    }
}
