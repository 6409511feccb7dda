namespace GrinToS3.Explaining;

/// <summary>Something that happened to a volume (spec: data-model 5).</summary>
/// <param name="Time">When it was noted.</param>
/// <param name="Stage">The event's type.</param>
/// <param name="Event">The event's value.</param>
/// <param name="Metadata">What was noted of it as JSON; null where nothing was.</param>
public sealed record VolumeEvent(string Time, string Stage, string Event, string? Metadata);
