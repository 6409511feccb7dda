namespace GrinToS3.Workflows;

/// <summary>One event of a recorded workflow: what it scheduled, or what came of it, in the order in which the workflow saw it.</summary>
internal sealed record HistoryEvent(HistoryEventKind Kind, int Task, string Name, string Json);
