namespace GrinToS3.Publishing;

/// <summary>A copy of the progress file that its owner made for others to read.</summary>
/// <param name="File">Its name in the run's folder.</param>
/// <param name="Bytes">Its size.</param>
public sealed record SnapshotTaken(string File, long Bytes)
{
    /// <summary>The name that every snapshot of a run has while it is published.</summary>
    public const string FileName = "books_snapshot.db";
}
