namespace GrinToS3.Runs;

/// <summary>How syncs work (spec: storage-config 3). The numbers are the Python tool's defaults; it reads them from here.</summary>
public sealed record SyncConfig
{
    /// <summary>Availability checks at once.</summary>
    public int TaskCheckConcurrency { get; init; } = 2;

    /// <summary>Downloads at once.</summary>
    public int TaskDownloadConcurrency { get; init; } = 4;

    /// <summary>Decryptions at once.</summary>
    public int TaskDecryptConcurrency { get; init; } = 40;

    /// <summary>Uploads at once.</summary>
    public int TaskUploadConcurrency { get; init; } = 20;

    /// <summary>Unpackings at once.</summary>
    public int TaskUnpackConcurrency { get; init; } = 20;

    /// <summary>MARC extractions at once.</summary>
    public int TaskExtractMarcConcurrency { get; init; } = 20;

    /// <summary>OCR extractions at once.</summary>
    public int TaskExtractOcrConcurrency { get; init; } = 20;

    /// <summary>CSV exports at once.</summary>
    public int TaskExportCsvConcurrency { get; init; } = 20;

    /// <summary>Clean-ups at once.</summary>
    public int TaskCleanupConcurrency { get; init; } = 20;

    /// <summary>A folder for temporary files, or null for the run's own.</summary>
    public string? StagingDir { get; init; }

    /// <summary>The share of a disk that may be used before downloads wait, 0 to 1.</summary>
    public double DiskSpaceThreshold { get; init; } = 0.9;

    /// <summary>Whether metadata files are stored as gzip.</summary>
    public bool CompressionMetaEnabled { get; init; } = true;

    /// <summary>Whether page texts are stored as gzip.</summary>
    public bool CompressionFullEnabled { get; init; } = true;
}
