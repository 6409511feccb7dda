using GrinToS3.Archives;
using GrinToS3.Archives.Marc;
using GrinToS3.Grin;
using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>Says what came of a volume: as rows for the progress file, and as the activity's answer.</summary>
/// <param name="rows">Writes rows.</param>
/// <param name="barcode">The volume.</param>
/// <param name="now">The moment, as a tool timestamp.</param>
internal sealed class VolumeReport(VolumeRows rows, Barcode barcode, string now)
{
    private static readonly BatchId NoBatch = BatchId.Parse("none");

    /// <summary>What is stored is what GRIN has.</summary>
    /// <param name="isRecorded">Whether history calls it stored; what a repair reopened, and storage has after all, is called so now.</param>
    internal VolumeSynced Unchanged(bool isRecorded)
    {
        rows.Event(VolumeRows.SyncType, "skipped", HistoryMetadata.Write(("reason", "skip_etag_match")));
        if (!isRecorded)
        {
            rows.Event(VolumeRows.SyncType, "completed", HistoryMetadata.Write(("reason", "skip_etag_match"), ("reconciled_from_storage", true)));
        }

        rows.Columns(lastCheck: now, synced: isRecorded ? null : now);
        rows.State(VolumeRows.SyncType, "stored");
        rows.VersionChecked();
        return new VolumeSynced(NoBatch, VolumeOutcome.Skipped, 0, null);
    }

    /// <summary>GRIN has no archive of it now.</summary>
    /// <param name="isStored">Whether storage has one: then nothing is missing.</param>
    internal VolumeSynced NotReady(bool isStored)
    {
        if (isStored)
        {
            rows.Event(
                VolumeRows.SyncType, "completed", HistoryMetadata.Write(("reason", "skip_found_in_storage_not_grin"), ("reconciled_from_storage", true)));
            rows.Columns(lastCheck: now, synced: now);
            rows.State(VolumeRows.SyncType, "stored");
            return new VolumeSynced(NoBatch, VolumeOutcome.Skipped, 0, null);
        }

        rows.Event(
            VolumeRows.SyncType,
            "check_failed",
            HistoryMetadata.Write(("reason", "fail_archive_missing"), ("etag", null), ("file_size_bytes", null), ("http_status_code", 404)));
        rows.Columns(lastCheck: now);
        rows.State(VolumeRows.SyncType, "not_ready", nameof(GrinErrorKind.ArchiveNotReady));
        return new VolumeSynced(NoBatch, VolumeOutcome.NotReady, 0, null);
    }

    /// <summary>It failed.</summary>
    /// <param name="status">The status of the step that failed, such as <c>decrypt_failed</c>.</param>
    /// <param name="kind">The exact kind.</param>
    /// <param name="message">One line.</param>
    /// <param name="bytes">Bytes that were fetched.</param>
    internal VolumeSynced Failed(string status, string kind, string message, long bytes = 0)
    {
        rows.Event(VolumeRows.SyncType, status, HistoryMetadata.Write(("error", $"{kind}: {message}")));
        rows.Columns(lastCheck: now);
        rows.State(VolumeRows.SyncType, "failed", kind, message);
        return new VolumeSynced(NoBatch, VolumeOutcome.Failed, bytes, $"[{barcode}] {kind}: {message}");
    }

    /// <summary>Its archive is fetched, verified and stored, and what belongs to it.</summary>
    internal VolumeSynced Stored(StoredVolume volume, string storagePath)
    {
        var contents = volume.Contents;
        var etag = HistoryMetadata.Write(("etag", volume.ETag));
        rows.Stub();
        rows.Event(VolumeRows.SyncType, "checked", etag);
        rows.Event(VolumeRows.SyncType, "downloaded", etag);
        rows.Event(VolumeRows.SyncType, "decrypted");
        rows.Event(VolumeRows.SyncType, "unpacked");
        if (volume.WantsMarc)
        {
            Marc(contents);
        }

        if (volume.WantsText)
        {
            Text(contents, volume.Text, volume.ETag, volume.Elapsed);
        }

        rows.Event(VolumeRows.SyncType, "uploaded", HistoryMetadata.Write(("path", storagePath)));
        rows.Event(VolumeRows.SyncType, "completed");
        rows.Columns(storagePath, lastCheck: now, volume.ETag, isDecrypted: true, synced: now);
        rows.State(VolumeRows.SyncType, "stored");
        rows.Artifact("archive", volume.Archive.Place, volume.Archive.Size, volume.Archive.ETag, volume.Archive.Sha256, volume.ETag);
        rows.VersionChecked();
        rows.Artifact("manifest", volume.Manifest.Place, volume.Manifest.Size, volume.Manifest.ETag, volume.Manifest.Sha256, volume.ETag);
        return new VolumeSynced(NoBatch, VolumeOutcome.Stored, contents.EncryptedBytes, null);
    }

    /// <summary>Its stored archive is what was stored, and what was wanted was derived from it.</summary>
    /// <param name="contents">What the archive holds.</param>
    /// <param name="derived">What was wanted, and stored.</param>
    internal VolumeSynced Derived(StoredContents contents, DerivedVolume derived)
    {
        if (derived.WantsMarc)
        {
            Marc(contents);
        }

        if (derived.WantsText)
        {
            Text(contents, derived.Text, derived.ETag, derived.Elapsed);
        }

        if (derived.Manifest is { } manifest)
        {
            rows.Artifact("manifest", manifest.Place, manifest.Size, manifest.ETag, manifest.Sha256, derived.ETag);
        }

        return new VolumeSynced(NoBatch, VolumeOutcome.Derived, contents.ArchiveBytes, null);
    }

    /// <summary>Nothing could be derived from its stored archive. What was derived before stays; what was due stays so.</summary>
    /// <param name="kind">The exact kind.</param>
    /// <param name="message">One line.</param>
    /// <param name="isTextDue">Whether page texts were due.</param>
    /// <param name="isMarcDue">Whether MARC columns were due.</param>
    internal VolumeSynced NotDerived(string kind, string message, bool isTextDue, bool isMarcDue)
    {
        (string Type, string Stage, bool IsDue)[] stages = [(VolumeRows.MarcType, "marc", isMarcDue), (VolumeRows.TextType, "text", isTextDue)];
        foreach (var (type, stage, _) in stages.Where(static one => one.IsDue))
        {
            rows.Event(type, "failed", HistoryMetadata.Write(("error", $"{kind}: {message}")));
            rows.State(stage, "failed", kind, message);
        }

        return new VolumeSynced(NoBatch, VolumeOutcome.Failed, 0, $"[{barcode}] {kind}: {message}");
    }

    private void Marc(StoredContents contents)
    {
        if (contents.Marc is { } record)
        {
            var columns = MarcColumns.From(record);
            rows.Event(VolumeRows.MarcType, "completed", HistoryMetadata.Write(("field_count", columns.Count)));
            rows.Marc(columns, now);
            rows.State("marc", "done");
            return;
        }

        var problem = contents.MarcProblem ?? "there is no METS file with a MARC record";
        rows.Event(VolumeRows.MarcType, "failed", HistoryMetadata.Write(("error", problem)));
        rows.State("marc", "missing", "NoMarc", problem);
    }

    private void Text(StoredContents contents, Placed? placed, string? etag, TimeSpan elapsed)
    {
        if (placed is { } text && contents.Text is { } summary)
        {
            rows.Event(
                VolumeRows.TextType, "completed", HistoryMetadata.Write(("page_count", summary.Pages), ("extraction_time_ms", (long)elapsed.TotalMilliseconds)));
            rows.State("text", "done");
            rows.Artifact("text", text.Place, text.Size, text.ETag, text.Sha256, etag);
            return;
        }

        const string problem = "the archive has no page texts";
        rows.Event(VolumeRows.TextType, "failed", HistoryMetadata.Write(("error", problem)));
        rows.State("text", "missing", "NoText", problem);
    }
}
