namespace GrinToS3.Verifying;

/// <summary>Asks for the next part of an audit; where it begins says the audit's own file.</summary>
/// <param name="Run">The run.</param>
/// <param name="Start">When the audit's start began, UTC: the same in all of its parts.</param>
/// <param name="CycleWeeks">The weeks of a cycle; null for those of the audits before.</param>
/// <param name="Longest">After how long the part ends, between two pages.</param>
/// <param name="Told">How many objects a person was told of already.</param>
public sealed record AuditPart(string Run, DateTime Start, int? CycleWeeks, TimeSpan Longest, long Told);
