using GrinToS3.Grin;
using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Explaining;

public sealed class VolumeInquiryTests
{
    private const int Books = 600;

    [Fact]
    public async Task Next_SaysOfEveryVolumeWhatTheNextSyncDoes()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 10 });
        await run.RequestAsync(limit: 40);

        var next = Facts(run).Select(static facts => NextStep.Of(facts, TimeProvider.System.GetUtcNow()).Kind).ToList();

        var fetching = await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { DryRun = true, Request = false });
        var requesting = await run.SyncAsync(
            SyncFixture.Input(VolumeSource.Previous, VolumeSource.Unconverted) with { DryRun = true, Fetch = false });
        Assert.True(fetching.Progress.ToFetch > 5 && requesting.Progress.ToRequest > 100);
        Assert.Equal(
            (fetching.Progress.ToFetch, requesting.Progress.ToRequest),
            (next.Count(static kind => kind is NextStepKind.Fetch), next.Count(static kind => kind is NextStepKind.Request)));
        Assert.Contains(NextStepKind.Wait, next);
        Assert.Contains(NextStepKind.Refused, next);
    }

    [Fact]
    public async Task RunAsync_TellsWhatFileStorageAndGrinSay_OfAStoredVolume()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        var barcode = run.Converted[0];
        var expected = run.Grin.Archives.Find(barcode)!;

        var told = await AskAsync(run, barcode);

        Assert.Equal((true, expected.DecryptedLength), (told.Storage.IsThere, told.Storage.Size));
        Assert.Equal((true, expected.ETag), (told.Grin!.IsThere, told.Grin.ETag));
        Assert.Equal(NextStepKind.None, told.Next.Kind);
        Assert.Contains("--queue changed", told.Next.Says, StringComparison.Ordinal);
        Assert.Equal(run.Events(barcode), told.Facts.Events.Select(static one => $"{one.Stage} {one.Event}"));
        Assert.Equal(["archive", "manifest", "text"], told.Facts.Stored.Select(static one => one.Kind));
        Assert.Equal("stored", told.Facts.In("sync")!.State);
    }

    [Fact]
    public async Task RunAsync_AsksForTheArchiveByTheNameOnGrinsList_IfThatIsAnother()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 1 });
        using (var connection = new SqliteConnection($"Data Source={run.Run.Directory.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE grin_lists SET stem = '{run.Converted[1]}' WHERE list = '_converted' AND barcode = '{run.Converted[0]}'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        Assert.Equal(run.Grin.Archives.Find(run.Converted[1])!.ETag, (await AskAsync(run, run.Converted[0])).Grin!.ETag);
    }

    [Fact]
    public async Task RunAsync_NamesTheFailureAndItsReason_IfAVolumeFailed()
    {
        var bad = SyncFixture.Library(Books).ToLibrary().Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal).Skip(5).First();
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books, $"archive:barcode={bad}:wrong-checksum"));
        await run.SyncAsync(VolumeSource.Converted);

        var told = await AskAsync(run, bad);

        Assert.Equal((NextStepKind.Fetch, false, true), (told.Next.Kind, told.Storage.IsThere, told.Grin!.IsThere));
        Assert.Contains("it failed once: ", told.Next.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SaysThatItIsReprocessed_IfAStageOfAStoredVolumeFailedOrWasReopened()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 1 });
        var barcode = Assert.Single(run.Query("SELECT barcode FROM books WHERE is_decrypted = 1"));
        SyncFixture.Change(run.Run.Directory.Database, $"UPDATE volume_states SET state = 'reopened', error = 'lost' WHERE barcode = '{barcode}' AND stage = 'marc'");

        var next = (await AskAsync(run, barcode)).Next;

        Assert.Equal((NextStepKind.Derive, "it is stored; the next grin reprocess derives its MARC data from the stored archive (lost)"), (next.Kind, next.Says));
    }

    [Fact]
    public async Task RunAsync_SaysThatNobodyKnowsIt_OfAnUnknownVolume()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(100));

        var told = await AskAsync(run, "39015000000001");

        Assert.Equal((NextStepKind.Unknown, false, false), (told.Next.Kind, told.Storage.IsThere, told.Grin!.IsThere));
        Assert.Null(told.Facts.Columns);
    }

    private static List<VolumeFacts> Facts(SyncFixture run)
    {
        using var reader = ProgressReader.Open(run.Run.Directory.Database);
        return [.. run.Query("SELECT barcode FROM books").Select(reader.Facts)];
    }

    private static async Task<Explanation> AskAsync(SyncFixture run, string barcode)
    {
        Assert.True(Barcode.TryParse(barcode, out var volume, out _));
        using var runs = new OpenRuns(new OpenRunsOptions
        {
            Root = run.Run.Directory.Root,
            HostId = "test",
            Environment = name => name is "GRIN_CREDENTIALS_DIR" ? run.Run.Credentials : null,
        });
        using var lease = runs.Borrow("run1");
        using var reader = ProgressReader.Open(run.Run.Directory.Database);
        return await new VolumeInquiry(lease.Run, TimeProvider.System).RunAsync(volume, reader.Facts(barcode), asksGrin: true, CancellationToken.None);
    }
}
