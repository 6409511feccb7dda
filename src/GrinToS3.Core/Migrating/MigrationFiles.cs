using GrinToS3.Runs;

namespace GrinToS3.Migrating;

/// <summary>The files of a move in a run's folder.</summary>
/// <param name="directory">The run's folder.</param>
public sealed class MigrationFiles(RunDirectory directory)
{
    /// <summary>What was found damaged at the source, one JSON object a line.</summary>
    public string Findings => In("findings.jsonl");

    /// <summary>The volumes to fetch again first, for <c>grin sync --barcodes-file</c>.</summary>
    internal string Repair => In("repair.txt");

    /// <summary>Where to, and since when.</summary>
    internal string State => In("state.json");

    /// <summary>What was copied.</summary>
    internal string Ledger => In("copied.db");

    /// <summary>A move that was not finished; null where there is none.</summary>
    public MigrationState? Unfinished() =>
        MigrationState.Read(State) is { } state && (state.FinishedAt is null || IsSwitching) ? state : null;

    /// <summary>Whether the run stopped while it was switched: no command may work on it before that is done.</summary>
    public bool IsSwitching => File.Exists(directory.SwitchMarker);

    /// <summary>Forgets what an earlier move has noted; what it has copied stays where it is.</summary>
    internal void Forget()
    {
        foreach (var path in new[] { State, Ledger, $"{Ledger}-journal", Findings, Repair }.Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    private string In(string file) => Path.Combine(directory.Migration, file);
}
