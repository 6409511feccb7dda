namespace GrinToS3.Simulator.Journal;

/// <summary>One request that was answered, or whose client went away.</summary>
/// <param name="Time">When it arrived.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Resource">The resource's name, see <see cref="SimulatorJournal.Count(string)"/>.</param>
/// <param name="Path">The path with the query.</param>
/// <param name="Status">The status that was sent.</param>
/// <param name="BearerAccepted">Whether the request bore a token that was accepted.</param>
public sealed record JournalEntry(
    DateTimeOffset Time,
    string Method,
    string Resource,
    string Path,
    int Status,
    bool BearerAccepted);
