using GrinToS3.Progress;
using GrinToS3.Repairing;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Testing.Archives;
using GrinToS3.Testing.Runs;

namespace GrinToS3.Reprocessing;

/// <summary>What a repair of the Python tool's file reopens is derived from the archives that tool stored.</summary>
public sealed class RepairedRunTests
{
    [Fact]
    public async Task ReprocessAsync_BringsWhatARepairReopened_AndThenNothingIsDue()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(300));
        await run.SyncAsync(VolumeSource.Converted);
        var (texts, asked) = (run.Texts(), run.Grin.Journal.Total);
        var (noText, noMarc, noRow, sound) = (run.Converted[0], run.Converted[1], run.Converted[2], run.Converted[3]);
        run.Run.Restart();
        Directory.GetFiles(run.Run.Directory.Path, "books.db*").ToList().ForEach(File.Delete);
        run.Converted.ForEach(barcode => File.Delete(run.Text(barcode)));
        Write(run, noText, noMarc, noRow, sound);
        var repair = Repair(run);
        Assert.Equal((2, 1), (repair.Found[RepairReason.MarcIncomplete], repair.Found[RepairReason.TextMissing]));

        var result = await run.ReprocessAsync(StoredSource.Due);

        Assert.Equal((SyncEnd.Complete, 3, 0), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.Equal(new Dictionary<string, string> { [noText] = texts[noText] }, run.Texts());
        string Marc(string barcode) => Assert.Single(run.Query($"SELECT {MarcRow.Columns} FROM books WHERE barcode = '{barcode}'"));
        Assert.All([noMarc, noRow], barcode => Assert.Equal(MarcRow.Of(run.Grin.Archives.Find(barcode)!.Marc), Marc(barcode)));
        Assert.All([noText, sound], barcode => Assert.Contains("|s|1887|", Marc(barcode), StringComparison.Ordinal));
        Assert.Equal(["done", "done", "done"], run.Query("SELECT state FROM volume_states WHERE stage IN ('text', 'marc')"));
        Assert.Equal(
            $"{run.Text(noText)}|{new FileInfo(run.Text(noText)).Length}|e1",
            Assert.Single(run.Query("SELECT place, size, source_etag FROM artifacts WHERE kind = 'text'")));
        Assert.Equal(asked, run.Grin.Journal.Total);

        run.Run.Restart();
        Assert.Equal(0, Repair(run).Total);
        Assert.Equal(0, (await run.ReprocessAsync(StoredSource.Due)).Progress.ToFetch);
    }

    private static void Write(SyncFixture run, string noText, string noMarc, string noRow, string sound)
    {
        using var python = PythonRun.Create(run.Run.Directory, "local", ("base_path", run.Run.Storage));
        string[] Stored(string barcode) => PythonRun.Stored("e1", run.Archive(barcode));
        python.Book(noText, PythonRun.Columns("e1", run.Archive(noText)))
            .Events(noText, [.. Stored(noText)[..5], """text_extraction failed {"error": "x"}""", .. Stored(noText)[6..]]);
        python.Book(
            noMarc,
            [
                .. PythonRun.Columns("e1", run.Archive(noMarc)).Where(static one => !one.Item1.StartsWith("marc_", StringComparison.Ordinal)),
                .. PythonRun.Marc(null, null, null),
            ]).Events(noMarc, Stored(noMarc));
        python.Events(noRow, Stored(noRow));
        python.Book(sound, PythonRun.Columns("e1", run.Archive(sound))).Events(sound, Stored(sound));
    }

    private static RepairResult Repair(SyncFixture run)
    {
        Assert.True(RunConfigFile.TryRead(run.Run.Directory, out var config, out _));
        return new DatabaseRepair(run.Run.Directory, config.StorageConfig, TimeProvider.System).Run("host", withBackup: false, static _ => { }, default);
    }
}
