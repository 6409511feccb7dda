namespace GrinToS3.Runs;

/// <summary>A run's configuration, as it stands in <c>run_config.json</c> (spec: storage-config 3). It never holds a secret.</summary>
public sealed record RunConfig
{
    /// <summary>The run's name; also the prefix of its object keys.</summary>
    public required string RunName { get; init; }

    /// <summary>The library's directory in GRIN.</summary>
    public required string LibraryDirectory { get; init; }

    /// <summary><c>output/{run}</c>, wherever the folder lies: a run can be moved.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary><c>output/{run}/books.db</c>, wherever the folder lies.</summary>
    public required string SqliteDbPath { get; init; }

    /// <summary>Where archives, texts and metadata go.</summary>
    public required StorageConfig StorageConfig { get; init; }

    /// <summary>How syncs work; written for both tools.</summary>
    public required SyncConfig SyncConfig { get; init; }

    /// <summary>Where GRIN is, and how hard it may be asked. Ours: the Python tool ignores it.</summary>
    public GrinConfig Grin { get; init; } = new();

    /// <summary>The log that the commands of this run append to, relative to the working directory.</summary>
    public string? LogFile { get; init; }

    /// <summary>A folder that is searched for credentials, or null.</summary>
    public string? SecretsDir { get; init; }
}
