using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Testing.Archives;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>Reprocesses a run that was synced, and takes away what a sync derived.</summary>
internal static class ReprocessRun
{
    internal static ReprocessInput Input(StoredSource source) => new() { Run = "run1", Source = source };

    internal static Task<SyncResult> ReprocessAsync(this SyncFixture run, StoredSource source, Action<SyncProgress>? status = null) =>
        run.ReprocessAsync(Input(source), status);

    internal static Task<SyncResult> ReprocessAsync(
        this SyncFixture run, ReprocessInput input, Action<SyncProgress>? status = null, IWorkflow<ReprocessInput, SyncResult>? workflow = null) =>
        run.Run.Host.RunAsync(workflow ?? new ReprocessWorkflow(), "run1", input, value => status?.Invoke((SyncProgress)value!));

    internal static Task<SyncResult> ReprocessAsync(this SyncFixture run, params string[] barcodes) =>
        run.ReprocessAsync(Input(StoredSource.Named) with { BarcodesFile = BarcodesFile.Write(run.Run.Directory, barcodes) });

    /// <summary>The bytes of every page text, by barcode.</summary>
    internal static Dictionary<string, string> Texts(this SyncFixture run) => run.Converted.Where(barcode => File.Exists(run.Text(barcode)))
        .ToDictionary(static barcode => barcode, barcode => Convert.ToHexString(File.ReadAllBytes(run.Text(barcode))));

    /// <summary>Takes page texts and MARC columns away, and what the file says of the texts.</summary>
    internal static void Forget(this SyncFixture run)
    {
        foreach (var barcode in run.Converted)
        {
            File.Delete(run.Text(barcode));
        }

        var blank = string.Join(", ", MarcRow.Columns.Split(", ").Select(static (column, index) => $"{column} = {(index % 2 == 0 ? "NULL" : "''")}"));
        run.Change($"UPDATE books SET {blank}, marc_extraction_timestamp = NULL; DELETE FROM artifacts WHERE kind = 'text'");
    }

    internal static void Change(this SyncFixture run, string sql)
    {
        run.Run.Restart();
        SyncFixture.Change(run.Run.Directory.Database, sql);
    }

    /// <summary>Has a stage derived again, as a repair does.</summary>
    internal static void Reopen(this SyncFixture run, string barcode, string stage, string state = "reopened") => run.Change(
        $"INSERT OR REPLACE INTO volume_states (barcode, stage, state, attempts, updated_at) VALUES ('{barcode}', '{stage}', '{state}', 1, 'x')");
}
