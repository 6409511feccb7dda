using GrinToS3.Archives;
using GrinToS3.Files;
using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Workflows;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Syncing;

/// <summary>What concerns one volume leaves the others alone; what concerns all ends the sync.</summary>
public sealed class SyncFaultTests
{
    private const int Books = 300;

    /// <summary>gaps 7: "Corrupt tar in one volume" and "Archive with `../evil` member": nothing of it is stored, the others are not affected.</summary>
    [Theory]
    [InlineData("corrupt=9000", "decrypt_failed", nameof(ArchiveErrorKind.IntegrityFailed))]
    [InlineData("corrupt=-1", "decrypt_failed", nameof(ArchiveErrorKind.IntegrityFailed))]
    [InlineData("no-mdc", "decrypt_failed", nameof(ArchiveErrorKind.IntegrityFailed))]
    [InlineData("wrong-passphrase", "decrypt_failed", nameof(ArchiveErrorKind.WrongPassphrase))]
    [InlineData("wrong-checksum", "unpack_failed", nameof(ArchiveErrorKind.ChecksumMismatch))]
    [InlineData("unsafe=parent", "unpack_failed", nameof(ArchiveErrorKind.UnsafeMember))]
    [InlineData("unsafe=absolute", "unpack_failed", nameof(ArchiveErrorKind.UnsafeMember))]
    [InlineData("unsafe=symlink", "unpack_failed", nameof(ArchiveErrorKind.UnsafeMember))]
    [InlineData("unsafe=hardlink", "unpack_failed", nameof(ArchiveErrorKind.UnsafeMember))]
    [InlineData("unsafe=device", "unpack_failed", nameof(ArchiveErrorKind.UnsafeMember))]
    [InlineData("no-etag", "download_failed", nameof(GrinErrorKind.MissingETag))]
    [InlineData("cut=0", "download_failed", nameof(GrinErrorKind.BodyTruncated))]
    [InlineData("truncate=0.5", "download_failed", nameof(ArchiveErrorKind.Cut))]
    [InlineData("500", "check_failed", nameof(GrinErrorKind.ServerError))]
    [InlineData("403", "check_failed", nameof(GrinErrorKind.PermissionDenied))]
    [InlineData("login-page", "check_failed", nameof(GrinErrorKind.SoftErrorPage))]
    [InlineData("soft-error", "check_failed", nameof(GrinErrorKind.SoftErrorPage))]
    public async Task SyncAsync_FailsOneVolumeAndStoresTheOthers_IfItsArchiveIsBad(string flaw, string status, string kind)
    {
        var bad = BadVolume();
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, $"archive:barcode={bad}:{flaw}"));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, null, 1), (result.End, result.Error, result.Progress.Failed));
        Assert.Equal(run.Converted.Count - 1, result.Progress.Stored);
        Assert.All(run.Converted.Where(one => one != bad), run.AssertStored);
        Assert.DoesNotContain(run.Files(), name => name.Contains(bad, StringComparison.Ordinal));
        var events = run.Events(bad);
        Assert.Equal($"sync {status}", events[^1]);
        Assert.DoesNotContain("sync completed", events);
        Assert.Equal($"failed|{kind}", Assert.Single(run.Query($"SELECT state, error_kind FROM volume_states WHERE barcode = '{bad}'")));
        Assert.Contains(kind, Assert.Single(run.Query($"SELECT metadata FROM book_status_history WHERE barcode = '{bad}'")), StringComparison.Ordinal);
        Assert.StartsWith($"[{bad}] {kind}: ", result.Progress.LastFailure, StringComparison.Ordinal);
        run.AssertNothingHalfDone();

        // Tried again at the next start, and by then the only one.
        Assert.Equal(1, (await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { DryRun = true })).Progress.ToFetch);
    }

    [Theory]
    [InlineData("no-mets", "marc", "marc_extraction")]
    [InlineData("no-marc", "marc", "marc_extraction")]
    [InlineData("no-text", "text", "text_extraction")]
    public async Task SyncAsync_StoresTheArchiveAndNotesWhatItLacks_IfSomethingIsMissingInIt(string flaw, string stage, string type)
    {
        var bad = BadVolume();
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, $"archive:barcode={bad}:{flaw}"));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count, 0), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.True(File.Exists(run.Archive(bad)));
        Assert.Equal(stage is not "text", File.Exists(run.Text(bad)));
        var events = run.Events(bad);
        Assert.Contains($"{type} failed", events);
        Assert.Equal("sync completed", events[^1]);
        Assert.Equal("missing", Assert.Single(run.Query($"SELECT state FROM volume_states WHERE barcode = '{bad}' AND stage = '{stage}'")));
        Assert.All(run.Converted.Where(one => one != bad), run.AssertStored);
    }

    /// <summary>gaps 7: "Wrong passphrase: run stops before downloading more than one volume".</summary>
    [Fact]
    public async Task SyncAsync_FetchesNoMoreThanOneArchive_IfThePassphraseIsWrong()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        var file = Path.Combine(run.Run.Credentials, "gpg_passphrase.asc");
        var right = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "another");
        run.Run.Restart();

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Failed, RunErrorKind.Auth, "WrongPassphrase"), (result.End, result.Error!.Kind, result.Error.Code));
        Assert.Equal(1, run.Downloads);
        Assert.Empty(run.Objects());

        await File.WriteAllTextAsync(file, right);
        run.Run.Restart();
        Assert.Equal(run.Converted.Count, (await run.SyncAsync(VolumeSource.Converted)).Progress.Stored);
        Assert.All(run.Converted, run.AssertStored);
    }

    /// <summary>Damage to an archive's first bytes can't be told from a wrong passphrase: it must not keep all others out for good.</summary>
    [Fact]
    public async Task SyncAsync_StoresTheOthersAtTheNextStart_IfTheFirstArchiveCanNotBeOpened()
    {
        await using var probe = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await probe.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 1 });
        var first = Assert.Single(probe.Query("SELECT barcode FROM books WHERE is_decrypted = 1"));
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, $"archive:barcode={first}:wrong-passphrase"));
        Assert.Equal(RunErrorKind.Auth, (await run.SyncAsync(VolumeSource.Converted)).Error!.Kind);

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count - 1, 1), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.DoesNotContain("sync completed", run.Events(first));
    }

    /// <summary>gaps 7: "`_converted` unreachable": every queue is chosen by that list, so none is worked on, and the sync says why.</summary>
    [Theory]
    [InlineData("archive:token-rejected", RunErrorKind.Auth)]
    [InlineData("_converted:500", RunErrorKind.Grin)]
    [InlineData("_converted:layout=table", RunErrorKind.Grin)]
    [InlineData("_failed:soft-error", RunErrorKind.Grin)]
    [InlineData("_in_process:login-page", RunErrorKind.Grin)]
    [InlineData("summary:403", RunErrorKind.Auth)]
    public async Task SyncAsync_EndsAndStoresNothing_IfAllVolumesAreConcerned(string fault, RunErrorKind kind)
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, fault));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Failed, kind), (result.End, result.Error?.Kind));
        Assert.Empty(run.Objects());
        Assert.Equal(0, run.Grin.Journal.Count("_process"));
        Assert.True(!File.Exists(run.Run.Directory.Database) || run.Count("book_status_history WHERE status_type = 'sync'") == 0);
    }

    [Fact]
    public async Task SyncAsync_KeepsWhatIsStored_IfAccessIsLostOnTheWay()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600, "archive:requests=8-9999:token-rejected"));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Failed, RunErrorKind.Auth, 0), (result.End, result.Error?.Kind, result.Progress.Failed));
        Assert.InRange(result.Progress.Stored, 1, 7);
        Assert.Equal(result.Progress.Stored, run.Count("books WHERE is_decrypted = 1"));
        run.AssertNothingHalfDone();
    }

    [Fact]
    public async Task SyncAsync_EndsBeforeItFetches_IfStorageCanNotBeWrittenTo()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        Directory.CreateDirectory(run.Run.Storage);
        await File.WriteAllTextAsync(Path.Combine(run.Run.Storage, "raw"), "a file where a folder must be");

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Failed, RunErrorKind.Storage), (result.End, result.Error?.Kind));
        Assert.Equal(0, run.Grin.Journal.Count("archive"));
    }

    [Fact]
    public async Task SyncAsync_GivesUp_IfTenVolumesInARowFail()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600, "archive:method=GET:requests=2-14:corrupt=9000"));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Failed, RunErrorKind.Volumes, "TooManyFailures"), (result.End, result.Error?.Kind, result.Error?.Code));
        Assert.InRange(result.Progress.Failed, 10, 13);
        Assert.Equal(result.Progress.Failed, run.Count("volume_states WHERE stage = 'sync' AND state = 'failed'"));
        run.AssertNothingHalfDone();

        // Those that failed come last, so the next start gets on.
        Assert.Equal(SyncEnd.Complete, (await run.SyncAsync(VolumeSource.Converted)).End);
        Assert.All(run.Converted, run.AssertStored);
    }

    [Fact]
    public async Task SyncAsync_SitsOutAnOutage_IfItHasPatience()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, "_converted:times=6:503"), time);
        var waited = false;
        var syncing = run.SyncAsync(
            SyncFixture.Input(VolumeSource.Converted) with { Patience = TimeSpan.FromMinutes(30) }, progress => waited |= progress.Phase is SyncPhase.Waiting);
        await Clock.RunAsync(time, syncing, TimeSpan.FromMilliseconds(400));

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), ((await syncing).End, (await syncing).Progress.Stored));
        Assert.True(waited);
    }

    /// <summary>gaps 7: "Upload fails 4 times": not completed, and fetched again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SyncAsync_WaitsOrEnds_IfTheStorageFailsForAWhile(bool isPatient)
    {
        var store = new FailingStore.Plan();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var run = await SyncFixture.StartAsync(
            SyncFixture.Library(Books), time, changes: FailingStore.In(store));
        store.Fail(from: 20, count: 3);
        var syncing = run.SyncAsync(
            SyncFixture.Input(VolumeSource.Converted) with { Patience = isPatient ? TimeSpan.FromHours(1) : TimeSpan.Zero });
        await Clock.RunAsync(time, syncing, TimeSpan.FromMilliseconds(400));

        var result = await syncing;
        Assert.Equal(isPatient ? (SyncEnd.Complete, null) : (SyncEnd.Failed, RunErrorKind.Storage), (result.End, result.Error?.Kind));
        Assert.Equal(0, result.Progress.Failed);
        run.AssertNothingHalfDone();
        if (isPatient)
        {
            Assert.All(run.Converted, run.AssertStored);
        }
    }

    /// <summary>An outage of hours must neither press on what is away nor fill the history.</summary>
    [Fact]
    public async Task SyncAsync_TriesOneVolumeAtATime_WhileTheStorageIsAway()
    {
        const int atOnce = 5;
        var (failed, tries) = (0, 0);
        var store = new FailingStore.Plan { Throw = _ => new StorageException(StorageErrorKind.Unreachable, $"failure {Interlocked.Increment(ref failed)}") };
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var run = await SyncFixture.StartAsync(
            SyncFixture.Library(600), time, changes: FailingStore.In(store));
        store.Fail(from: 60, count: 14);
        var syncing = run.SyncAsync(
            SyncFixture.Input(VolumeSource.Converted) with { Patience = TimeSpan.FromHours(12) }, progress => tries += progress.Phase is SyncPhase.Waiting ? 1 : 0);
        await Clock.RunAsync(time, syncing, TimeSpan.FromSeconds(4));

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), ((await syncing).End, (await syncing).Progress.Stored));
        Assert.Equal(14, failed);
        Assert.InRange(failed, tries, tries + atOnce - 1);
    }

    /// <summary>Nothing that we know of throws such a thing; if something does, it must not end a run of a million volumes.</summary>
    [Fact]
    public async Task SyncAsync_FailsOneVolumeAndStoresTheOthers_IfItsPassThrowsWhatNobodyExpects()
    {
        var store = new FailingStore.Plan { Throw = static _ => new InvalidOperationException("nobody expects this\nhere") };
        await using var run = await SyncFixture.StartAsync(
            SyncFixture.Library(Books), changes: FailingStore.In(store));
        store.Fail(from: 30, count: 1);

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, null, 1, run.Converted.Count - 1), (result.End, result.Error, result.Progress.Failed, result.Progress.Stored));
        var failed = Assert.Single(run.Query("SELECT barcode || ' ' || error_kind || ': ' || error FROM volume_states WHERE stage = 'sync' AND state = 'failed'"));
        Assert.EndsWith(" InvalidOperationException: nobody expects this here", failed, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(run.Run.Directory.Inbox));
        run.AssertNothingHalfDone();

        Assert.Equal(1, (await run.SyncAsync(VolumeSource.Converted)).Progress.Stored);
    }

    [Fact]
    public async Task SyncAsync_DropsWhatAKilledSessionLeft_IfItIsADayOld()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(100));
        var folder = Path.GetDirectoryName(run.Archive(run.Converted[0]))!;
        Directory.CreateDirectory(folder);
        var (old, young) = (AtomicFile.TemporaryName(run.Archive(run.Converted[0])), AtomicFile.TemporaryName(run.Archive(run.Converted[0])));
        await File.WriteAllTextAsync(old, "half");
        await File.WriteAllTextAsync(young, "half");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));

        await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
        run.AssertStored(run.Converted[0]);
    }

    [Fact]
    public async Task SyncAsync_FailsNoVolume_IfGrinGoesAwayInTheMiddleOfArchives()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600, "archive:method=GET:slow=40000"));
        var (expected, gone) = (run.Converted.Count, Task.CompletedTask);

        var result = await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted), progress =>
        {
            if (progress.Stored == 5)
            {
                gone = run.Grin.WaitForShutdownAsync(new CancellationToken(canceled: true));
            }
        });

        await gone;
        Assert.Equal((SyncEnd.Failed, RunErrorKind.Grin, 0), (result.End, result.Error?.Kind, result.Progress.Failed));
        Assert.InRange(result.Progress.Stored, 5, expected - 1);
        Assert.Equal(result.Progress.Stored, run.Count("book_status_history WHERE status_type = 'sync' AND status_value = 'completed'"));
        Assert.Empty(run.Query("SELECT barcode FROM volume_states WHERE state = 'failed' AND stage = 'sync'"));
        run.AssertNothingHalfDone();
    }

    /// <summary>One from the middle of the queue, so that the passphrase is proven before.</summary>
    private static string BadVolume() =>
        SyncFixture.Library(Books).ToLibrary().Converted.OrderBy(static book => book.ConvertedDate, StringComparer.Ordinal).ElementAt(5).Barcode;
}
