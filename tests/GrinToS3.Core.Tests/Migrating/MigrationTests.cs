using Amazon.S3.Model;
using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Testing.Storage;
using GrinToS3.Verifying;

namespace GrinToS3.Migrating;

/// <summary>Runs that move between folders and a real S3 server, and are interrupted and damaged on the way.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class MigrationTests(S3Server server)
{
    private const int Seed = 20_261_128;
    private const int MetaCopies = 3;

    private static readonly string[] Barcodes = ["ABC", "ABC-1", "ABC-1-", "ABC12", "AB-", .. StoredVolumes.Numbered(35)];

    [Fact]
    public async Task RunAsync_LeavesIdenticalTrees_IfTheRunGoesToS3AndBack()
    {
        await using var run = await MovingRun.InFolderAsync(Barcodes);
        var others = new[] { new ObjectKey(Bucket.Raw, "ABD/ABD.tar.gz"), new ObjectKey(Bucket.Meta, "run2/run_config.json") };
        var (tree, rows, config) = (MovingRun.Tree(run.Source), run.Rows(), await File.ReadAllBytesAsync(run.Directory.Config));
        foreach (var other in others)
        {
            await run.Volumes.Store.PutAsync(other, new byte[5], null, CancellationToken.None);
        }

        var there = await run.MoveAsync(await MovingRun.BucketsAsync(server, run));

        Assert.Equal((true, null), (there.IsComplete, there.Error));
        var objects = (Barcodes.Length * 3) + MetaCopies;
        Assert.Equal(new MigrationCounts(objects, objects, BytesCopied: there.Counts.BytesCopied), there.Counts);
        Assert.Equal(config, await File.ReadAllBytesAsync(there.Kept!));
        Assert.Equal(rows, run.Rows());
        Assert.All(run.Places().Take(Barcodes.Length), static place => Assert.StartsWith("raw-", place, StringComparison.Ordinal));
        await AssertSoundAsync(run);
        Assert.Equal((await run.LookAsync(MetadataAsync)), (true, true));

        var back = await run.MoveAsync(run.Folder("again"));

        Assert.Equal((true, null), (back.IsComplete, back.Error));
        Assert.Equal(tree, MovingRun.Tree(run["again"]));
        Assert.Equal(tree, MovingRun.Tree(run.Source).Where(static name => !name.StartsWith("raw/ABD/", StringComparison.Ordinal)));
        Assert.Equal(rows, run.Rows());
        Assert.All(run.Places(), place => Assert.StartsWith(run["again"], place, StringComparison.Ordinal));
        await AssertSoundAsync(run);
        Assert.Equal(
            System.Text.Encoding.UTF8.GetString(config), (await File.ReadAllTextAsync(run.Directory.Config)).Replace(run["again"], run.Source, StringComparison.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(run.Directory.Config), await File.ReadAllBytesAsync(Path.Combine(run["again"], "meta", "run1", "run_config.json")));

        async Task<(bool HasMetadata, bool HasTag)> MetadataAsync(Workflows.OpenRun moved)
        {
            Assert.True(Grin.Barcode.TryParse("ABC-1", out var barcode, out _));
            var archive = (await moved.Objects.HeadAsync(moved.Layout.Archive(barcode), CancellationToken.None))!.Metadata;
            Assert.Equal(("ABC-1", "v1", "ABC-1.tar.gz.gpg"), (archive["barcode"], archive[ObjectMetadata.EncryptedETag], archive["original_filename"]));
            var text = (await moved.Objects.HeadAsync(moved.Layout.PageTexts(barcode, compressed: true), CancellationToken.None))!.Metadata;
            using var client = (await server.StartedAsync()).Server!.Client();
            var tags = await client.GetObjectTaggingAsync(
                new GetObjectTaggingRequest { BucketName = moved.Config.StorageConfig["bucket_raw"], Key = moved.Layout.Archive(barcode).Key });
            var digest = SyncFixture.Query(run.Directory.Database, "SELECT sha256 FROM artifacts WHERE barcode = 'ABC-1' AND kind = 'archive'")[0];
            return (archive.ContainsKey("acquisition_date") && text["barcode"] is "ABC-1", tags.Tagging.Single() is { Key: "sha256", Value: var value } && value == digest);
        }
    }

    [Fact]
    public async Task RunAsync_GoesOnAndCopiesNothingTwice_IfItIsInterruptedAgainAndAgain()
    {
        await using var run = await MovingRun.InFolderAsync(Barcodes);
        var (tree, rows, before) = (MovingRun.Tree(run.Source), run.Rows(), run.Places());
        var random = new Random(Seed);
        var to = await MovingRun.BucketsAsync(server, run);
        var (copied, starts, report) = (0L, 0, default(MigrationReport));
        while (report is not { IsComplete: true })
        {
            Assert.InRange(++starts, 1, 60);
            var plan = new FailingStore.Plan();
            plan.Fail(random.Next(20, 300), int.MaxValue / 2);
            Assert.Equal(before, run.Places());
            report = await run.MoveAsync(starts == 1 || !File.Exists(new MigrationFiles(run.Directory).State) ? to : null, plan);
            Assert.Equal(report.IsComplete, report.Error is null);
            copied += report.Counts.Copied;
        }

        var objects = (Barcodes.Length * 3) + MetaCopies;
        Assert.InRange(starts, 3, 60);
        Assert.Equal(objects, report.Counts.Copied + report.Counts.There);
        Assert.InRange(copied, report.Counts.Copied, objects);
        await AssertSoundAsync(run);
        Assert.Equal(rows, run.Rows());
        Assert.True((await run.MoveAsync(run.Folder("again"))).IsComplete);
        Assert.Equal(tree, MovingRun.Tree(run["again"]));
    }

    [Fact]
    public async Task RunAsync_CopiesAgainWhatHasChangedAtEitherEnd_IfItGoesOn()
    {
        await using var run = await MovingRun.InFolderAsync(Barcodes);
        var (lost, renewed) = (run.Volumes.Objects[0].Key, run.Volumes.Objects[3].Key);

        // Interrupted when all is copied.
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.MoveAsync(
            run.Folder("other"), progress: static one => _ = one.Step is MigrationStep.Switch ? throw new InvalidOperationException() : 0));
        File.Delete(Path.Combine(run["other"], "raw", lost.Key));
        var content = StoredVolumes.Content(renewed).Reverse().ToArray();
        await run.Volumes.Store.PutAsync(renewed, content, null, CancellationToken.None);
        run.Volumes.Sql($"UPDATE artifacts SET sha256 = '{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}' WHERE barcode = '{run.Volumes.Objects[3].Barcode}' AND kind = 'archive'");

        var report = await run.MoveAsync(to: null);

        Assert.Equal((true, null), (report.IsComplete, report.Error));
        Assert.Equal(MovingRun.Tree(run.Source), MovingRun.Tree(run["other"]));
        await AssertSoundAsync(run);
    }

    [Fact]
    public async Task RunAsync_NamesWhatIsDamagedAndSwitchesNothing_AndMovesWhenThatIsRepaired()
    {
        await using var run = await MovingRun.InFolderAsync(Barcodes);
        var (tree, places, config) = (MovingRun.Tree(run.Source), run.Places(), await File.ReadAllBytesAsync(run.Directory.Config));
        var damage = await Damage.DoAsync(run.Volumes, 24);

        var report = await run.MoveAsync(await MovingRun.BucketsAsync(server, run));

        Assert.Equal((false, null, 24), (report.IsComplete, report.Error, report.Counts.Damaged));
        Assert.Equal(damage.All, ObjectFindings.Read(report.Findings!).Select(static one => $"{one.Fault} {one.Place}").Order(StringComparer.Ordinal));
        Assert.Contains("--barcodes-file", report.Repair, StringComparison.Ordinal);
        Assert.Equal(places, run.Places());
        Assert.Equal(config, await File.ReadAllBytesAsync(run.Directory.Config));
        foreach (var (_, _, key) in run.Volumes.Objects)
        {
            await run.Volumes.Store.PutAsync(key, StoredVolumes.Content(key), null, CancellationToken.None);
        }

        Assert.Equal(tree, MovingRun.Tree(run.Source));
        Assert.True((await run.MoveAsync(to: null)).IsComplete);
        await AssertSoundAsync(run);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(119)]
    public async Task Finish_SwitchesTheRest_IfTheSwitchWasInterrupted(int after)
    {
        await using var run = await MovingRun.InFolderAsync(Barcodes);
        var rows = run.Rows();
        var state = run.Plan(run.Folder("other"));

        // SharesArchives and the like ask for no storage path of the target: the calls are those of the rows.
        var report = await run.MoveAsync(run.Folder("other"), target: store => StoppingStore.Before(store, after));

        Assert.Equal("stopped", report.Error?.Message);
        Assert.False(RunConfigFile.TryRead(run.Directory, out _, out var problem));
        Assert.Contains("finish it with: grin storage migrate --run-name run1", problem, StringComparison.Ordinal);
        Assert.Contains("finish it", RunConfigFile.Start(run.Directory, new RunConfigDraft(run.Directory.Name)).Problem, StringComparison.Ordinal);

        using (var target = MovingRun.Open(state.Target))
        {
            Assert.True(Migration.Finish(run.Directory, target, new MigrationFiles(run.Directory).Unfinished()!, "test", TimeProvider.System).IsComplete);
        }

        Assert.Null(new MigrationFiles(run.Directory).Unfinished());
        Assert.All(run.Places(), place => Assert.StartsWith(run["other"], place, StringComparison.Ordinal));
        Assert.Equal(rows, run.Rows());
        await AssertSoundAsync(run);
    }

    [Fact]
    public async Task RunAsync_TouchesNothing_IfTheTargetIsOfAnotherRun()
    {
        await using var run = await MovingRun.InFolderAsync(Barcodes);
        var state = run.Plan(run.Folder("other"));
        using var target = MovingRun.Open(state.Target);
        var config = await run.LookAsync(static one => Task.FromResult(one.Config));
        await target.PutAsync(new ObjectKey(Bucket.Meta, "run1/run_config.json"), RunConfigFile.ToBytes(config with { LibraryDirectory = "Elsewhere" }), null, CancellationToken.None);

        var foreign = await run.MoveAsync(run.Folder("other"));
        await target.DeleteAsync(new ObjectKey(Bucket.Meta, "run1/run_config.json"), CancellationToken.None);
        await target.PutAsync(new ObjectKey(Bucket.Full, "run1/ABC_ocr.jsonl.gz"), new byte[3], null, CancellationToken.None);
        var nameless = await run.MoveAsync(run.Folder("other"));

        Assert.Contains("is of another run (library directory Elsewhere)", foreign.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("says of which run it is", nameless.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(["full/run1/ABC_ocr.jsonl.gz"], Directory.EnumerateFiles(run["other"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(run["other"], path)));
    }

    private static async Task AssertSoundAsync(MovingRun run)
    {
        var report = await run.VerifyAsync();
        Assert.Equal((true, null), (report.IsComplete, report.Error));
        Assert.Equal((Barcodes.Length * 3, 0, 0), (report.Counts.Objects, report.Counts.Damaged, report.Counts.Unknown));
    }
}
