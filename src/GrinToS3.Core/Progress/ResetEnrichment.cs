namespace GrinToS3.Progress;

/// <summary>Asks for what enriching brought to be forgotten, for some volumes.</summary>
/// <param name="After">The position of the last volume that was looked at; 0 for the first.</param>
/// <param name="Count">The most volumes to look at.</param>
public sealed record ResetEnrichment(long After, int Count);
