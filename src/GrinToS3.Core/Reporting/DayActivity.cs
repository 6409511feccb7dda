namespace GrinToS3.Reporting;

/// <summary>What happened within 24 hours.</summary>
/// <param name="Stored">Archives that were stored.</param>
/// <param name="Failed">Attempts to fetch, open or store an archive that failed.</param>
/// <param name="Requested">Conversions that GRIN accepted.</param>
public sealed record DayActivity(long Stored, long Failed, long Requested);
