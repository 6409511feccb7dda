namespace GrinToS3.Reporting;

/// <summary>How many volumes are in a state.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="State">The state in it.</param>
/// <param name="Volumes">How many.</param>
public sealed record StageCount(string Stage, string State, long Volumes);
