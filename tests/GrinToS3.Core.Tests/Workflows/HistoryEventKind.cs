namespace GrinToS3.Workflows;

internal enum HistoryEventKind
{
    Scheduled,
    Completed,
    ContinuedAsNew,
}
