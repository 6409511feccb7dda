using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Files;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Verifying;

namespace GrinToS3.Migrating;

/// <summary>
/// Points a run to the store that has all its objects now. A marker is put down first, by which every command refuses a run that was interrupted here; then come the
/// file's rows, then the configuration. Each step done again changes nothing, so the next start goes on.
/// </summary>
/// <param name="directory">The run's folder.</param>
/// <param name="state">Where to.</param>
/// <param name="target">The store; it is asked nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class StorageSwitch(RunDirectory directory, MigrationState state, IObjectStore target, TimeProvider time)
{
    private const int PageRows = 1000;

    private const string ArtifactSql = "UPDATE artifacts SET place = ?3, etag = ?4 WHERE barcode = ?1 AND kind = ?2";
    private const string BookSql = "UPDATE books SET storage_path = ?2, updated_at = ?3 WHERE barcode = ?1 AND storage_path > ''";

    private readonly MigrationFiles _files = new(directory);

    /// <summary>Where the configuration is kept that the run had before.</summary>
    internal string Kept => $"{directory.Config}.before-migrate-{state.StartedAt.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}";

    /// <summary>Switches.</summary>
    /// <param name="ledger">What the target has; closed and deleted at the end.</param>
    /// <param name="store">The run's file.</param>
    internal void Run(MigrationLedger ledger, ProgressStore store)
    {
        AtomicFile.Write(directory.SwitchMarker, static _ => { });
        var layout = new ObjectLayout(directory.Name, state.Target);
        foreach (var kind in Enum.GetValues<StoredKind>())
        {
            Rows(kind, layout, ledger, store);
        }

        Configuration();
        (state with { FinishedAt = time.GetUtcNow() }).Write(_files.State);
        File.Delete(directory.SwitchMarker);
        AtomicFile.SyncFolder(directory.Path);
        ledger.Dispose();
        File.Delete(_files.Ledger);
    }

    private void Rows(StoredKind kind, ObjectLayout layout, MigrationLedger ledger, ProgressStore store)
    {
        var rows = new StoredRows(store, layout);
        string? after = null;
        IReadOnlyList<StoredRow> page;
        do
        {
            page = rows.Page(kind, after, PageRows);
            store.Write(connection =>
            {
                foreach (var one in page.Select(row => kind.Expect(layout, row)).OfType<ExpectedObject>())
                {
                    Apply(connection, one, ledger.Find(one.Key) ?? throw Unknown(one), store.Now);
                }

                return 0;
            });
            after = page is [.., var last] ? last.Barcode : after;
        }
        while (page.Count == PageRows);
    }

    private void Apply(ProgressConnection connection, ExpectedObject one, CopiedObject copied, string now)
    {
        var place = target.StoragePath(one.Key);
        var artifact = connection.Prepare(ArtifactSql);
        artifact.Bind(1, one.Row.Barcode);
        artifact.Bind(2, one.Kind.Name());
        artifact.Bind(3, place);
        artifact.Bind(4, copied.ETag);
        artifact.Execute();
        if (one.Kind is StoredKind.Archive)
        {
            var book = connection.Prepare(BookSql);
            book.Bind(1, one.Row.Barcode);
            book.Bind(2, place);
            book.Bind(3, now);
            book.Execute();
        }
    }

    /// <summary>Only the storage section is another one: what a person or the Python tool has put beside it stays.</summary>
    private void Configuration()
    {
        var before = File.ReadAllBytes(directory.Config);
        var json = JsonNode.Parse(before, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        AtomicFile.TryCreate(Kept, stream => stream.Write(before));
        json["storage_config"] = JsonSerializer.SerializeToNode(state.Target, RunConfigFile.Json);
        AtomicFile.Write(directory.Config, stream =>
        {
            JsonSerializer.Serialize(stream, json, RunConfigFile.Json);
            stream.WriteByte((byte)'\n');
        });
    }

    private StorageException Unknown(ExpectedObject one) => new(
        StorageErrorKind.Mismatch, $"{_files.Ledger} does not know {target.Describe(one.Key)}, which {directory.Database} calls stored; delete {directory.SwitchMarker} and migrate again");
}
