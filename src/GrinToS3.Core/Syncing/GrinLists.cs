namespace GrinToS3.Syncing;

/// <summary>The lists by which GRIN says what it can give, what it is working on, and what it could not convert (spec: grin-protocol 1.1).</summary>
public static class GrinLists
{
    /// <summary>Volumes whose archive can be fetched now.</summary>
    public const string Converted = "_converted";

    /// <summary>Volumes whose conversion failed, with GRIN's reasons.</summary>
    public const string Failed = "_failed";

    /// <summary>Volumes that wait for their conversion.</summary>
    public const string InProcess = "_in_process";

    /// <summary>The most conversions that GRIN queues for a library (spec: grin-protocol 8).</summary>
    public const int QueueLimit = 50_000;
}
