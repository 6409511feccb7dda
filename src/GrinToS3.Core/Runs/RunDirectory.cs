namespace GrinToS3.Runs;

/// <summary>Where the files of one run lie (spec: storage-config 7).</summary>
public sealed class RunDirectory
{
    /// <summary>The root of the command line's runs, below the working directory.</summary>
    public const string DefaultRoot = "output";

    /// <summary>Names the files; touches none.</summary>
    /// <param name="root">The folder that holds all runs.</param>
    /// <param name="name">The run.</param>
    public RunDirectory(string root, RunName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Root = System.IO.Path.GetFullPath(root);
        Path = System.IO.Path.Combine(Root, name.Value);
    }

    /// <summary>The run.</summary>
    public RunName Name { get; }

    /// <summary>The folder that holds all runs.</summary>
    public string Root { get; }

    /// <summary>The run's own folder.</summary>
    public string Path { get; }

    /// <summary>The progress file.</summary>
    public string Database => In("books.db");

    /// <summary>The run's configuration.</summary>
    public string Config => In("run_config.json");

    /// <summary>The last CSV export.</summary>
    public string Csv => In("books_export.csv");

    /// <summary>The counters of all commands so far.</summary>
    public string ProcessSummary => In("process_summary.json");

    /// <summary>The advisory lock that both tools take.</summary>
    public string Lock => In("session.lock");

    /// <summary>Batches that wait for the progress store.</summary>
    public string Inbox => In("inbox");

    /// <summary>Copies of the progress file.</summary>
    public string Backups => In("backups");

    /// <summary>What repairs changed, a file each.</summary>
    public string Repairs => In("repairs");

    /// <summary>What verifying and auditing found, and how far they have come.</summary>
    public string Verification => In("verify");

    /// <summary>How far a move to another store has come.</summary>
    public string Migration => In("migrate");

    /// <summary>There while a run is switched to another store: until that is done nothing else may work on it.</summary>
    public string SwitchMarker => System.IO.Path.Combine(Migration, "switching");

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
