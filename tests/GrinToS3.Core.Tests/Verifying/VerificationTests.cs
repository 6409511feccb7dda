using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Verifying;

/// <summary>Objects that are damaged behind a run's back, in folders and in a real S3 server.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class VerificationTests(S3Server server)
{
    private const int Volumes = 3334;
    private const int Damaged = 200;

    [Fact]
    public async Task RunAsync_FindsEveryDamagedObjectOfTenThousandAndNothingElse_InFolders()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(Volumes));
        Assert.Equal(0, (await volumes.VerifyAsync(VerifyLevel.Full)).Counts.Damaged);
        var damage = await Damage.DoAsync(volumes, Damaged);

        var bySize = await volumes.VerifyAsync(VerifyLevel.Size);
        var bySizeFound = StoredVolumes.Found(bySize);
        var byChecksum = await volumes.VerifyAsync(VerifyLevel.Checksum);
        var full = await volumes.VerifyAsync(VerifyLevel.Full);

        Assert.Equal(damage.SeenBySize.Order(StringComparer.Ordinal), bySizeFound);

        // Files have no tags: the report says of how many only the size was compared.
        Assert.Equal((damage.SeenBySize.Count, volumes.Objects.Count - damage.SeenBySize.Count), (byChecksum.Counts.Damaged, byChecksum.Counts.SizeOnly));
        Assert.Equal(damage.All, StoredVolumes.Found(full));
        Assert.Equal((volumes.Objects.Count, Damaged, 0, 0), (full.Counts.Objects, full.Counts.Damaged, full.Counts.Unknown, full.Counts.NotVerifiable));
        AssertRepairList(full, damage);
    }

    [Fact]
    public async Task RunAsync_FindsEveryDamagedObjectOfTenThousandAndNothingElse_InS3()
    {
        await using var volumes = await StoredVolumes.InS3Async(server, StoredVolumes.Numbered(Volumes));
        var damage = await Damage.DoAsync(volumes, Damaged);

        var bySize = StoredVolumes.Found(await volumes.VerifyAsync(VerifyLevel.Size));
        var byChecksum = await volumes.VerifyAsync(VerifyLevel.Checksum);
        var byChecksumFound = StoredVolumes.Found(byChecksum);
        var full = StoredVolumes.Found(await volumes.VerifyAsync(VerifyLevel.Full));

        Assert.Equal(damage.SeenBySize.Order(StringComparer.Ordinal), bySize);
        Assert.Equal(damage.All, byChecksumFound);
        Assert.Equal(damage.All, full);

        // Only what differs was read, and once more before it was accused.
        Assert.InRange(byChecksum.Counts.BytesRead, 1, damage.SeenByContent.Count * 1000);
        AssertRepairList(byChecksum, damage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_NamesObjectsThatNoRowKnows_AndDoesNotTakeThemForDamage(bool oneBucket)
    {
        await using var volumes = await StoredVolumes.InS3Async(server, StoredVolumes.Numbered(20), oneBucket);
        ObjectKey[] unknown =
        [
            new(Bucket.Raw, "run1/39015999999999.tar.gz"), new(Bucket.Full, "run1/39015000000003_ocr.jsonl"), new(Bucket.Meta, "run1/manifests/39015999999999.json"),
            .. oneBucket ? [] : (ObjectKey[])[new(Bucket.Raw, "run1/what is this?"), new(Bucket.Full, "run1/39015000000003.txt")],
        ];
        ObjectKey[] others = [new(Bucket.Raw, "run2/39015999999999.tar.gz"), new(Bucket.Meta, "run1/run_config.json"), new(Bucket.Meta, "run1/books_latest.csv")];
        foreach (var key in unknown.Concat(others))
        {
            await volumes.Store.PutAsync(key, new byte[5], null, CancellationToken.None);
        }

        var report = await volumes.VerifyAsync();

        Assert.Equal(unknown.Select(key => volumes.Line(ObjectFault.Unknown, key)).Order(StringComparer.Ordinal), StoredVolumes.Found(report));
        Assert.Equal((60, 0, unknown.Length), (report.Counts.Objects, report.Counts.Damaged, report.Counts.Unknown));
        Assert.Null(report.Repair);
    }

    [Fact]
    public async Task RunAsync_PairsRowsAndObjects_IfBarcodesBeginAlike()
    {
        string[] barcodes = ["ABC", "ABC-1", "ABC-1-", "ABC1", "ABC12", "ABC_1", "ABCa", "AB-", "AB-C", "ABC--"];
        foreach (var inS3 in new[] { true, false })
        {
            await using var volumes = inS3 ? await StoredVolumes.InS3Async(server, barcodes) : await StoredVolumes.InFolderAsync(barcodes);
            var rows = new StoredRows(volumes.Directory.Database, volumes.Run.Layout);
            foreach (var kind in Enum.GetValues<StoredKind>())
            {
                var keys = rows.InKeyOrder(kind, after: null).Select(static one => one.Key.Key).ToList();
                Assert.Equal(volumes.Objects.Where(one => one.Kind == kind).Select(static one => one.Key.Key).Order(StringComparer.Ordinal), keys);
                Assert.Equal(keys.Skip(4), rows.InKeyOrder(kind, keys[3]).Select(static one => one.Key.Key));
            }

            Assert.Empty(StoredVolumes.Found(await volumes.VerifyAsync(VerifyLevel.Full)));
        }
    }

    [Fact]
    public async Task RunAsync_GoesOnWhereItWas_IfItIsStoppedAgainAndAgain()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(200));
        var damage = await Damage.DoAsync(volumes, 80);
        var (starts, report) = (0, default(VerifyReport));
        while (report is not { IsComplete: true })
        {
            if (starts > 0)
            {
                // As a kill leaves it: what was found after the state that was written last is there already, and is found again.
                await File.AppendAllTextAsync(volumes.Files.Findings, "{ half a li", CancellationToken.None);
            }

            using var stop = new CancellationTokenSource();
            report = await new Verification(volumes.Run, new SteppingTime()).RunAsync(
                new VerifyRequest { Level = starts == 0 ? VerifyLevel.Full : null, Parallel = 3 },
                progress =>
                {
                    if (progress.Counts.Objects >= (starts + 1) * 100)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token);
            starts++;
            Assert.Null(report.Error);
            Assert.Equal(starts > 1, report.IsResumed);
        }

        Assert.InRange(starts, 5, 7);
        Assert.Equal((volumes.Objects.Count, VerifyLevel.Full), (report.Counts.Objects, report.Level));
        Assert.Equal(damage.All, StoredVolumes.Found(report));
        AssertRepairList(report, damage);
    }

    [Fact]
    public async Task RunAsync_RefusesAnotherLevelAndBeginsAnewIfTold_IfOneIsUnfinished()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(10));
        Assert.False((await volumes.VerifyAsync(VerifyLevel.Full, stop: new CancellationToken(canceled: true))).IsComplete);

        var refused = await volumes.VerifyAsync(VerifyLevel.Size);
        var anew = await new Verification(volumes.Run, TimeProvider.System).RunAsync(
            new VerifyRequest { Level = VerifyLevel.Size, Restart = true }, static _ => { }, CancellationToken.None);

        Assert.Contains("--restart", refused.Error!.Message, StringComparison.Ordinal);
        Assert.Equal((true, false, VerifyLevel.Size), (anew.IsComplete, anew.IsResumed, anew.Level));
    }

    [Fact]
    public async Task RunAsync_SaysOfThePythonToolsArchivesWhatCanBeSaid()
    {
        await using var volumes = await StoredVolumes.InS3Async(server, StoredVolumes.Numbered(6));
        volumes.Sql("DELETE FROM artifacts");
        volumes.Sql("INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES ('39015000000005', 'sync', 'completed', 'x')");
        volumes.Sql("UPDATE books SET storage_path = NULL WHERE barcode = '39015000000005'");
        var archives = volumes.Objects.Where(static one => one.Kind is StoredKind.Archive).Select(static one => one.Key).ToList();
        await PutAsync(0, "39015000000000", "v1");
        await PutAsync(1, "39015000000001", "v2");
        await PutAsync(2, "39015000000000", "v1");
        await volumes.Store.PutAsync(archives[3], Array.Empty<byte>(), null, CancellationToken.None);
        await volumes.Store.DeleteAsync(archives[5], CancellationToken.None);

        var report = await volumes.VerifyAsync();

        Assert.Equal(
            new[]
            {
                volumes.Line(ObjectFault.Altered, archives[1]), volumes.Line(ObjectFault.Altered, archives[2]),
                volumes.Line(ObjectFault.Missing, archives[5]), volumes.Line(ObjectFault.WrongSize, archives[3]),
            }.Order(StringComparer.Ordinal),
            StoredVolumes.Found(report).Where(static line => !line.StartsWith("Unknown ", StringComparison.Ordinal)));
        Assert.Equal((6, 2), (report.Counts.Objects, report.Counts.NotVerifiable));

        Task PutAsync(int index, string barcode, string version) => volumes.Store.PutAsync(
            archives[index], new byte[10], new Dictionary<string, string> { ["barcode"] = barcode, ["encrypted_etag"] = version }, CancellationToken.None);
    }

    [Fact]
    public async Task RunAsync_ComparesTheMd5_IfNoSha256WasNoted()
    {
        await using var volumes = await StoredVolumes.InS3Async(server, StoredVolumes.Numbered(16));
        volumes.Sql("UPDATE artifacts SET sha256 = NULL");
        var damage = await Damage.DoAsync(volumes, 24);

        Assert.Equal(damage.All, StoredVolumes.Found(await volumes.VerifyAsync(VerifyLevel.Full)));
        Assert.Equal(damage.All, StoredVolumes.Found(await volumes.VerifyAsync(VerifyLevel.Checksum)));
    }

    [Fact]
    public async Task RunAsync_ReadsAndAcquits_IfOnlyTheTagDiffers()
    {
        await using var volumes = await StoredVolumes.InS3Async(server, StoredVolumes.Numbered(4));
        volumes.Sql("UPDATE artifacts SET etag = '0123456789abcdef0123456789abcdef-7' WHERE kind = 'archive'");

        var report = await volumes.VerifyAsync(VerifyLevel.Checksum);

        Assert.Equal((0, true), (report.Counts.Damaged, report.Counts.BytesRead > 0));
    }

    [Fact]
    public async Task RunAsync_AccusesNoObjectThatASessionHasJustStored()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(10));
        await volumes.Store.PutAsync(volumes.Objects[0].Key, new byte[7], null, CancellationToken.None);
        await volumes.Store.PutAsync(new ObjectKey(Bucket.Full, "run1/39015999999999_ocr.jsonl.gz"), new byte[7], null, CancellationToken.None);
        await volumes.Store.DeleteAsync(volumes.Objects[4].Key, CancellationToken.None);

        VerifyReport beside;
        using (RunLock.TryTake(volumes.Directory))
        {
            beside = await volumes.VerifyAsync();
        }

        Assert.Equal((1, 0, 0, 2), (beside.Counts.Missing, beside.Counts.WrongSize, beside.Counts.Unknown, beside.Counts.InUse));
        var alone = await volumes.VerifyAsync();
        Assert.Equal((1, 1, 1, 0), (alone.Counts.Missing, alone.Counts.WrongSize, alone.Counts.Unknown, alone.Counts.InUse));
    }

    [Fact]
    public async Task RunAsync_EndsWithAnErrorAndGoesOnLater_IfTheStorageGoesAway()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(20));
        var damage = await Damage.DoAsync(volumes, 16);
        volumes.Plan.Fail(from: 34, count: int.MaxValue / 2);

        var failed = await volumes.VerifyAsync(VerifyLevel.Full);

        Assert.Equal(("Unreachable", true), (failed.Error!.Code, failed.Error.ShouldRetry));
        Assert.InRange(failed.Counts.Objects, 15, 50);
        Assert.Null(failed.Repair);
        volumes.Plan.Heal();
        var report = await volumes.VerifyAsync();
        Assert.True(report.IsResumed);
        Assert.Equal(volumes.Objects.Count, report.Counts.Objects);
        Assert.Equal(damage.All, StoredVolumes.Found(report));
    }

    [Fact]
    public async Task RunAsync_TakesAnObjectForUnreadableAndGoesOn_IfOnlyItCanNotBeRead()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(5));
        var path = volumes.Store.Describe(volumes.Objects[4].Key);

        // Whoever writes to a file keeps others from reading it, as a damaged sector does.
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var report = await volumes.VerifyAsync(VerifyLevel.Full);

        Assert.Equal([volumes.Line(ObjectFault.Unreadable, volumes.Objects[4].Key)], StoredVolumes.Found(report));
        Assert.Equal(["39015000000001"], File.ReadAllLines(report.Repair!).Where(static line => !line.StartsWith('#')));
    }

    /// <summary>Each volume once, each damaged object with its reason, and how to use it.</summary>
    private static void AssertRepairList(VerifyReport report, Damage damage)
    {
        var lines = File.ReadAllLines(report.Repair!);
        Assert.Equal(damage.Barcodes.Order(StringComparer.Ordinal), lines.Where(static line => !line.StartsWith('#')).Order(StringComparer.Ordinal));
        Assert.Equal(damage.All.Count + 3, lines.Count(static line => line.StartsWith("# ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.EndsWith(report.RepairCommand!, StringComparison.Ordinal));
    }

    /// <summary>A clock on which a minute passes each time that somebody looks: so each step is saved and told.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => Interlocked.Add(ref _now, TimestampFrequency * 60);
    }
}
