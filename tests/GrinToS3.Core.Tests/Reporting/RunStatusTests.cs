using GrinToS3.Progress;
using GrinToS3.Reprocessing;
using GrinToS3.Syncing;
using GrinToS3.Testing.Runs;

namespace GrinToS3.Reporting;

public sealed class RunStatusTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Status_TellsWhatIsDoneAndWhatIsOpen_OfARunThatHasSyncedAndRequested()
    {
        var bad = SyncFixture.Library(600).ToLibrary().Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal).Skip(5).First();
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(600, $"archive:barcode={bad}:wrong-checksum"));
        var converted = run.Converted.Count;
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = converted - 3 });
        await run.RequestAsync(limit: 40);

        var status = Read(run.Run.Directory.Database, Now);

        var stored = converted - 3 - (int)status.LastDay.Failed;
        Assert.Equal((600, stored, 40), (status.Counts.Books, status.Counts.Synced, status.Counts.Requested));
        Assert.Equal(new DayActivity(stored, status.LastDay.Failed, 40), status.LastDay);
        Assert.Equal(run.Count("volume_states WHERE stage = 'sync' AND state = 'failed'"), Open(status, "sync", "failed"));
        Assert.Equal(run.Count("volume_states WHERE stage = 'conversion' AND state = 'requested'"), Open(status, "conversion", "requested"));
        Assert.Equal(("Sync", "complete"), (status.Session!.Workflow, status.Session.Ended));
        Assert.Equal((converted - stored, run.Grin.Library.InProcess.Count() - 40), (status.Queue!.Ready, status.Queue.InProcess));
        Assert.Equal(GrinLists.QueueLimit - status.Queue.InProcess, status.Queue.Room);
        Assert.Equal(["sync --queue converted", "report retry", "enrich", "request --queue previous --queue unconverted"], Commands(status));

        // What happened is told by the day; what is open does not get old.
        var later = Read(run.Run.Directory.Database, Now.AddDays(2));
        Assert.Equal(new DayActivity(0, 0, 0), later.LastDay);
        Assert.Equal(Commands(status), Commands(later));
    }

    /// <summary>The halving must find the same boundary as looking at each event.</summary>
    [Fact]
    public async Task Status_CountsTheDaysEvents_WhereverTheDayBegins()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(300));
        await run.SyncAsync(VolumeSource.Converted);
        var ids = run.Query("SELECT id FROM book_status_history ORDER BY id");
        foreach (var (index, id) in ids.Index())
        {
            SyncFixture.Change(run.Run.Directory.Database, $"UPDATE book_status_history SET timestamp = '2026-01-{1 + (index * 27 / ids.Count):D2}T12:00:00+00:00' WHERE id = {id}");
        }

        for (var day = 1; day <= 28; day++)
        {
            var moment = new DateTimeOffset(2026, 1, day, 18, 0, 0, TimeSpan.Zero);
            var expected = run.Count($"book_status_history WHERE status_type = 'sync' AND status_value = 'completed' AND timestamp >= '2026-01-{day:D2}T00'");
            Assert.Equal(expected, Read(run.Run.Directory.Database, moment).LastDay.Stored);
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("marc")]
    public async Task Status_SaysToReprocess_WhereARepairReopenedAStageOfAStoredVolume(string stage)
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(300));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 2 });
        var stored = run.Query("SELECT barcode FROM artifacts WHERE kind = 'archive' ORDER BY barcode");
        Assert.DoesNotContain("reprocess", Commands(Read(run.Run.Directory.Database, Now)));

        run.Reopen(run.Converted.Except(stored).First(), stage);
        Assert.DoesNotContain("reprocess", Commands(Read(run.Run.Directory.Database, Now)));
        run.Reopen(stored[1], stage);
        Assert.Contains("reprocess", Commands(Read(run.Run.Directory.Database, Now)));

        await run.ReprocessAsync(StoredSource.Due);
        Assert.DoesNotContain("reprocess", Commands(Read(run.Run.Directory.Database, Now)));
    }

    [Fact]
    public void Status_SaysWhatIsNext_OfAFileWithoutVolumes()
    {
        using var folder = new ProgressFolder();
        folder.Open().Dispose();

        var status = Read(folder.Database, Now);

        Assert.Equal((0, null, null, null), (status.Counts.Books, status.Listing, status.Session, status.Queue));
        Assert.Equal(["collect"], Commands(status));
        Assert.Equal(["collect"], Commands(RunStatus.None));
    }

    [Fact]
    public void Status_ReadsAFileOfThePythonTool()
    {
        using var folder = new ProgressFolder();
        PythonFile.Create(folder.Database);

        var status = Read(folder.Database, Now);

        Assert.True(status.Counts.Books > 0);
        Assert.Empty(status.Open);
        Assert.Equal("collect", Commands(status)[0]);
    }

    private static RunStatus Read(string database, DateTimeOffset now)
    {
        using var reader = ProgressReader.Open(database);
        return reader.Status(now);
    }

    private static long Open(RunStatus status, string stage, string state) => status.Open.Single(one => one.Stage == stage && one.State == state).Volumes;

    private static List<string> Commands(RunStatus status) => [.. status.Next.Select(static one => one.Command)];
}
