using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Repairing;

/// <summary>
/// Local storage: volumes that <c>books</c> claims to have, by ETag or path, and whose file is missing, empty, or may be cut: the Python tool notes
/// the ETag before it decrypts, straight into the final name (spec: gaps 1, 3 and 30).
/// </summary>
/// <param name="layout">The run's keys.</param>
/// <param name="store">The run's storage.</param>
internal sealed class LocalClaims(ObjectLayout layout, IObjectStore store) : IDefectSearch
{
    // What the other search finds is left to it, so that looking and mending name the same.
    private static readonly string Sql =
        $"""
        SELECT b.barcode, b.encrypted_etag, b.storage_path,
            b.encrypted_etag > '' AND {HistorySql.LatestId("sync", "downloaded", "b.barcode")} > {HistorySql.LatestId("sync", "uploaded", "b.barcode")},
            {HistorySql.LatestId("sync", "completed", "b.barcode")} AS completed
        FROM books b WHERE b.barcode > ?1 AND (b.encrypted_etag > '' OR b.storage_path > '')
            AND NOT ({HistorySql.LatestId("sync", "completed", "b.barcode")} > 0
                AND {HistorySql.IsInvalid("b.barcode", HistorySql.LatestId("sync", "completed", "b.barcode"))})
        ORDER BY b.barcode LIMIT ?2
        """;

    /// <summary>How many volumes were looked at, and how many of their files were missing.</summary>
    internal (long Claims, long Missing) Seen { get; private set; }

    /// <inheritdoc />
    public DefectPage Next(ProgressConnection connection, string after, int limit)
    {
        var statement = connection.Prepare(Sql);
        statement.Bind(1, after);
        statement.Bind(2, limit);
        var found = new List<Defect>();
        var (rows, last) = (0, after);
        while (statement.Step())
        {
            (rows, last) = (rows + 1, statement.Text(0)!);
            if (Look(last, statement.Text(1), statement.Text(2), isUnfinished: statement.Int64(3) != 0) is { } defect)
            {
                found.Add(defect);
            }
        }

        return new DefectPage(found, rows < limit ? null : last);
    }

    private Defect? Look(string barcode, string? etag, string? storagePath, bool isUnfinished)
    {
        (string, object?)[] notes = [("encrypted_etag", etag), ("storage_path", storagePath)];
        // A path from inside a container, or from before the storage was moved, is not where the run looks now.
        var paths = new[] { storagePath, Barcode.TryParse(barcode, out var valid, out _) ? store.StoragePath(layout.Archive(valid)) : null };
        var files = paths.Where(static one => one is { Length: > 0 }).Select(static one => new FileInfo(one!)).ToList();
        var file = files.Find(static one => one is { Exists: true, Length: > 0 }) ?? files.FirstOrDefault();
        var (path, isMissing) = (file?.FullName, file is not { Exists: true, Length: > 0 });
        Seen = (Seen.Claims + 1, Seen.Missing + (isMissing && !isUnfinished ? 1 : 0));
        return isUnfinished ? new Defect(new(barcode, RepairReason.StoringUnfinished, $"it was downloaded and not stored: {path} is missing or may be cut"), notes)
            : isMissing ? new Defect(new(barcode, RepairReason.FileMissing, $"its file {path} {(file is { Exists: true } ? "is empty" : "is missing")}"), notes)
            : null;
    }
}
