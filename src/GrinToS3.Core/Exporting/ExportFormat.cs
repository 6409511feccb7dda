namespace GrinToS3.Exporting;

/// <summary>In which form volumes are exported.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values, as the Python tool writes them.</summary>
    Csv,

    /// <summary>Apache Parquet: text as UTF-8, <c>is_decrypted</c> as a boolean.</summary>
    Parquet,

    /// <summary>A JSON object a line.</summary>
    Jsonl,
}
