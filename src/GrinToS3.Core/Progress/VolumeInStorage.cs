namespace GrinToS3.Progress;

/// <summary>A volume that is stored, for people.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Title">The title of its MARC record, else GRIN's; null where neither has one.</param>
/// <param name="Artifacts">What is stored of it, by kind.</param>
public sealed record VolumeInStorage(string Barcode, string? Title, IReadOnlyList<StoredArtifact> Artifacts)
{
    /// <summary>The one that was stored last.</summary>
    internal static VolumeInStorage? Latest(ProgressConnection connection)
    {
        var volume = connection.Prepare(
            """
            SELECT a.barcode, coalesce(nullif(b.marc_title, ''), nullif(b.title, '')) FROM artifacts a LEFT JOIN books b ON b.barcode = a.barcode
            WHERE a.kind = 'archive' ORDER BY a.created_at DESC, a.barcode LIMIT 1
            """);
        if (!volume.Step())
        {
            return null;
        }

        var (barcode, title) = (volume.Text(0)!, volume.Text(1));
        volume.Reset();
        var statement = connection.Prepare("SELECT kind, place, size FROM artifacts WHERE barcode = ?1 ORDER BY kind");
        statement.Bind(1, barcode);
        var artifacts = new List<StoredArtifact>();
        while (statement.Step())
        {
            artifacts.Add(new StoredArtifact(statement.Text(0)!, statement.Text(1)!, statement.Int64(2)));
        }

        return new VolumeInStorage(barcode, title, artifacts);
    }
}
