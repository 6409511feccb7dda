namespace GrinToS3.Simulator.Conversions;

/// <summary>What a call of <c>_process</c> is answered.</summary>
/// <param name="IsRefused">Whether with 429, because the queue is full.</param>
/// <param name="Lines">Otherwise a line for each volume.</param>
internal sealed record ProcessReply(bool IsRefused, IReadOnlyList<ProcessLine> Lines);
