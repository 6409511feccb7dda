using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Syncing;

namespace GrinToS3.Reprocessing;

/// <summary>An archive that is not what was stored changes nothing; a reprocessing that ended early is gone on with.</summary>
public sealed class ReprocessFaultTests
{
    private const int Books = 300;

    [Theory]
    [InlineData("flipped", "GzipDamaged")]
    [InlineData("cut", "GzipDamaged")]
    [InlineData("other", "Altered")]
    [InlineData("missing", "Missing")]
    [InlineData("folder", "Unreadable")]
    public async Task ReprocessAsync_ReportsADamagedArchiveAndOverwritesNothing_AndDerivesTheOthers(string damage, string kind)
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        var (bad, texts) = (run.Converted[2], run.Texts());
        run.Change($"UPDATE books SET marc_title = 'kept' WHERE barcode = '{bad}'");
        run.Reopen(bad, "text");
        Damage(run, bad, damage);
        string Row(string table) => string.Join('\n', run.Query($"SELECT * FROM {table} WHERE barcode = '{bad}'"));
        var (book, artifacts) = (Row("books"), Row("artifacts"));

        var result = await run.ReprocessAsync(StoredSource.All);

        Assert.Equal((SyncEnd.Complete, null, run.Converted.Count - 1, 1), (result.End, result.Error, result.Progress.Stored, result.Progress.Failed));
        Assert.StartsWith($"[{bad}] {kind}: its archive {run.Archive(bad)} ", result.Progress.LastFailure, StringComparison.Ordinal);
        Assert.Contains("grin verify --run-name run1", result.Progress.LastFailure, StringComparison.Ordinal);
        Assert.Equal(texts, run.Texts());
        Assert.Equal((book, artifacts), (Row("books"), Row("artifacts")));

        // What was due stays so, and what was not is as it was.
        Assert.Equal([$"marc|done|", $"sync|stored|", $"text|failed|{kind}"], run.Query($"SELECT stage, state, error_kind FROM volume_states WHERE barcode = '{bad}' ORDER BY stage"));
        Assert.Equal("text_extraction failed", Assert.Single(run.Events(bad)[8..]));
        Assert.All(run.Converted.Where(one => one != bad), barcode => Assert.Equal(10, run.Events(barcode).Count));
    }

    [Fact]
    public async Task ReprocessAsync_GivesUp_IfAllFail()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        run.Converted.ForEach(barcode => Damage(run, barcode, "cut"));

        var result = await run.ReprocessAsync(ReprocessRun.Input(StoredSource.All) with { MostFailuresInRow = 3 });

        Assert.Equal((SyncEnd.Failed, "TooManyFailures", 3), (result.End, result.Error!.Code, result.Progress.Failed));
    }

    [Fact]
    public async Task ReprocessAsync_GoesOn_WhereOneOfAllWasStoppedOrLimited()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        await run.SyncAsync(VolumeSource.Converted);
        var (before, all) = (run.EndState(), run.Converted.Count);
        run.Forget();

        var stopped = await run.ReprocessAsync(StoredSource.All, status =>
        {
            if (status is { Phase: SyncPhase.Fetching, Stored: 3 })
            {
                run.Run.Host.RaiseEvent("run1", ReprocessWorkflow.StopEvent, true);
            }
        });
        run.Run.Restart();
        Assert.Equal(SyncEnd.Stopped, stopped.End);
        Assert.InRange(stopped.Progress.Stored, 3, all - 2);
        var limited = await run.ReprocessAsync(ReprocessRun.Input(StoredSource.All) with { Limit = 1 });
        var rest = await run.ReprocessAsync(StoredSource.All);

        Assert.Equal((1, all - 1 - stopped.Progress.Stored), (limited.Progress.Stored, rest.Progress.ToFetch));
        Assert.Equal(before, run.EndState());
        Assert.All(run.Converted, barcode => Assert.Equal(10, run.Events(barcode).Count));

        // One that came to its end is not gone on with.
        Assert.Equal(all, (await run.ReprocessAsync(StoredSource.All)).Progress.ToFetch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReprocessAsync_WritesEachVolumeOnce_IfAnyOperationOfTheProgressFileFails(bool isAfterwards)
    {
        for (var call = 1; ; call++)
        {
            var plan = new FailingEntity.Plan();
            await using var run = await SyncFixture.StartAsync(SyncFixture.Library(120), changes: new RunChanges { Entity = inner => new FailingEntity(inner, plan) });
            await run.SyncAsync(VolumeSource.Converted);
            var before = run.EndState();
            run.Forget();
            plan.Fail(call, int.MaxValue / 2, isAfterwards);

            var failed = await run.ReprocessAsync(StoredSource.All);
            var hasFailed = plan.HasFailed;
            Assert.True(!hasFailed || failed.End is SyncEnd.Failed, $"operation {call} failed and nobody was told");
            plan.Heal();
            run.Run.Restart();
            Assert.Equal(SyncEnd.Complete, (await run.ReprocessAsync(StoredSource.All)).End);

            Assert.Equal(before, run.EndState());
            Assert.Empty(Directory.GetFiles(run.Run.Directory.Inbox));
            if (!hasFailed)
            {
                // Session, selection, page, batches, end, snapshot.
                Assert.True(call > 6, $"{call} operations");
                return;
            }
        }
    }

    [Fact]
    public async Task ReprocessAsync_EndsTheSame_IfTheStorageFailsFromAnyCallOn()
    {
        for (var call = 1; ; call++)
        {
            var plan = new FailingStore.Plan();
            await using var run = await SyncFixture.StartAsync(
                SyncFixture.Library(120), changes: FailingStore.In(plan));
            await run.SyncAsync(VolumeSource.Converted);
            var before = run.EndState();
            run.Forget();
            plan.Fail(call, int.MaxValue / 2);

            var failed = await run.ReprocessAsync(StoredSource.All);
            var hasFailed = plan.HasFailed;
            Assert.True(!hasFailed || failed.End is SyncEnd.Failed, $"call {call} failed and nobody was told");
            plan.Heal();
            run.Run.Restart();
            await run.ReprocessAsync(StoredSource.All);

            Assert.Equal(before, run.EndState());
            if (!hasFailed)
            {
                Assert.True(call > 2 * run.Converted.Count, $"{call} calls");
                return;
            }
        }
    }

    private static void Damage(SyncFixture run, string barcode, string damage)
    {
        var path = run.Archive(barcode);
        var content = File.ReadAllBytes(path);
        switch (damage)
        {
            case "flipped":
                content[content.Length / 2] ^= 0x10;
                File.WriteAllBytes(path, content);
                break;
            case "cut":
                File.WriteAllBytes(path, content[..^9]);
                break;
            case "other":
                File.Copy(run.Archive(run.Converted.First(one => one != barcode)), path, overwrite: true);
                break;
            case "missing":
                File.Delete(path);
                break;
            default:
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
        }
    }
}
