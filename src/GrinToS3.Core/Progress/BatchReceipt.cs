namespace GrinToS3.Progress;

/// <summary>What a whole, verified batch file in the inbox says of itself.</summary>
/// <param name="Rows">How many rows it holds.</param>
/// <param name="Note">What its writer noted, UTF-8; empty where nothing was.</param>
public sealed record BatchReceipt(long Rows, string Note);
