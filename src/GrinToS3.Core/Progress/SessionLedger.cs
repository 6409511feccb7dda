namespace GrinToS3.Progress;

/// <summary>
/// Keeps what a session of fetching or requesting works on, and what comes of it. Every operation may be delivered again: it gives the same answer
/// and changes nothing more, but for <see cref="Open"/>, whose second session stays empty.
/// </summary>
/// <param name="store">The progress file.</param>
/// <param name="inbox">Where batches wait.</param>
public sealed class SessionLedger(ProgressStore store, Inbox inbox)
{
    /// <summary>Begins a session. What an earlier one left is dropped: one works on a run at a time.</summary>
    /// <param name="workflow">Which workflow begins it.</param>
    /// <returns>The session's number.</returns>
    public long Open(string workflow)
    {
        var session = store.Write(connection => SessionTable.Open(connection, workflow, store.Now));
        DropBatches();
        return session;
    }

    /// <summary>Replaces what was known of one of GRIN's lists.</summary>
    /// <param name="request">The list and its volumes.</param>
    /// <returns>How many volumes the list shows.</returns>
    public int ApplyList(ApplyGrinList request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rows = store.Write(connection =>
        {
            Apply(connection, request.Batch);
            return SessionTable.ReplaceList(connection, request, store.Now);
        });
        inbox.Delete(request.Batch);
        return rows;
    }

    /// <summary>Chooses the session's volumes, oldest first.</summary>
    /// <param name="request">From where, and how many.</param>
    public SelectedVolumes Select(SelectVolumes request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Write(connection => SessionSelection.Select(connection, request, store.Clock.GetUtcNow()));
    }

    /// <summary>Chooses the session's volumes among those that are stored.</summary>
    /// <param name="request">Which, and how many.</param>
    public SelectedVolumes Select(SelectStored request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Write(connection => StoredSelection.Select(connection, request));
    }

    /// <summary>The next page of the session's volumes.</summary>
    /// <param name="request">Which.</param>
    public SessionPage Next(NextVolumes request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Read(connection => SessionTable.Next(connection, request));
    }

    /// <summary>Writes what was done with some volumes, in one transaction.</summary>
    /// <param name="request">The batches; one that was applied before is passed over.</param>
    /// <exception cref="ProgressStoreException">Nothing was applied: a batch is missing or damaged, or the file can't be written.</exception>
    public void ApplyVolumes(ApplyVolumes request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ApplyAll(request.Batches);
    }

    /// <summary>Ends a session. What waits of it belongs to nobody: a host that died has left it, or it can't be applied any more.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ended">How: <c>complete</c>, <c>stopped</c>, or why it failed.</param>
    public void Close(long session, string ended)
    {
        store.Write(connection => SessionTable.Close(connection, session, ended, store.Now));
        DropBatches();
    }

    private void DropBatches()
    {
        foreach (var prefix in BatchId.SessionPrefixes)
        {
            inbox.DeleteAllOf(prefix);
        }
    }

    private void ApplyAll(IReadOnlyList<BatchId> batches)
    {
        store.Write(connection =>
        {
            foreach (var batch in batches)
            {
                Apply(connection, batch);
            }

            return 0;
        });
        foreach (var batch in batches)
        {
            inbox.Delete(batch);
        }
    }

    private void Apply(ProgressConnection connection, BatchId batch)
    {
        if (AppliedBatches.Find(connection, batch) is null)
        {
            store.ApplyNew(connection, batch, inbox, ApplyMode.Insert, expectedRows: null);
        }
    }
}
