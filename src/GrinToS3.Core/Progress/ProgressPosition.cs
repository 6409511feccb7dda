namespace GrinToS3.Progress;

/// <summary>Who owns a progress file, and how far it has come; read in microseconds at any size of library.</summary>
/// <param name="HostId">The owner, as the file names it.</param>
/// <param name="Generation">The owner's generation.</param>
/// <param name="Listing">The latest listing; null where there was none.</param>
/// <param name="LastBatch">The batch that the latest listing applied last; null where it has applied none.</param>
/// <param name="LastBatchAt">When that was, as a tool timestamp.</param>
public sealed record ProgressPosition(string HostId, long Generation, ListingReport? Listing, string? LastBatch, string? LastBatchAt)
{
    internal static ProgressPosition Read(ProgressConnection connection)
    {
        var listing = ListingTable.Latest(connection);
        var owner = connection.Prepare("SELECT host_id, generation FROM ownership WHERE id = 1");
        var (host, generation) = owner.Step() ? (owner.Text(0)!, owner.Int64(1)) : ("", 0);
        owner.Reset();
        var page = connection.Prepare(
            "SELECT batch_id, applied_at FROM listing_pages WHERE listing = (SELECT max(id) FROM listings) ORDER BY page DESC LIMIT 1");
        var (batch, appliedAt) = page.Step() ? (page.Text(0), page.Text(1)) : (null, null);
        page.Reset();
        return new ProgressPosition(host, generation, listing, batch, appliedAt);
    }
}
