namespace GrinToS3.Simulator.Volumes;

/// <summary>The states that GRIN shows (spec: grin-protocol 9).</summary>
internal enum BookState
{
    New,
    CheckedIn,
    InProcess,
    Converted,
    PreviouslyDownloaded,
    NotAvailableForDownload,
}
