namespace GrinToS3.Simulator.Journal;

/// <summary>How many requests of a resource were answered with a status.</summary>
/// <param name="Resource">The resource's name, see <see cref="SimulatorJournal.Count(string)"/>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Requests">How many.</param>
public readonly record struct JournalCount(string Resource, int Status, int Requests);
