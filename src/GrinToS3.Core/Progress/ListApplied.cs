namespace GrinToS3.Progress;

/// <summary>What one of GRIN's lists shows has been taken in.</summary>
/// <param name="Volumes">How many volumes it shows.</param>
public sealed record ListApplied(int Volumes);
