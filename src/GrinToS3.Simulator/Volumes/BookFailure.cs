namespace GrinToS3.Simulator.Volumes;

/// <summary>Why a volume's conversion failed, as <c>_failed</c> shows it (spec: grin-protocol 4.4).</summary>
/// <param name="Date">When, as <c>2019/10/02 18:40</c>.</param>
/// <param name="Info">The kind of failure.</param>
/// <param name="Detail">What went wrong; empty for some.</param>
public readonly record struct BookFailure(string Date, string Info, string Detail);
