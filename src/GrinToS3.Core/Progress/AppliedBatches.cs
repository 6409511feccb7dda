namespace GrinToS3.Progress;

/// <summary>The table that makes at-least-once delivery have exactly-once effect. To be called inside a write transaction.</summary>
internal static class AppliedBatches
{
    /// <summary>What a batch did when it was applied; null where it was not.</summary>
    public static BatchApplied? Find(ProgressConnection connection, BatchId id)
    {
        var statement = connection.Prepare("SELECT rows, inserted, updated FROM applied_batches WHERE batch_id = ?1");
        statement.Bind(1, id.Value);
        if (!statement.Step())
        {
            return null;
        }

        var (rows, inserted, updated) = ((int)statement.Int64(0), (int)statement.Int64(1), (int)statement.Int64(2));
        statement.Reset();
        return new BatchApplied(inserted, updated, rows - inserted - updated, AlreadyApplied: true);
    }

    public static void Add(ProgressConnection connection, BatchId id, BatchApplied applied, string now)
    {
        var statement = connection.Prepare("INSERT INTO applied_batches (batch_id, applied_at, rows, inserted, updated) VALUES (?1, ?2, ?3, ?4, ?5)");
        statement.Bind(1, id.Value);
        statement.Bind(2, now);
        statement.Bind(3, applied.Inserted + applied.Updated + applied.Unchanged);
        statement.Bind(4, applied.Inserted);
        statement.Bind(5, applied.Updated);
        statement.Execute();
    }
}
