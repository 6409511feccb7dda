namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>How long something took, and the processor time that each process spent on it meanwhile, all in seconds.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="Client">What brought the bytes.</param>
/// <param name="Simulator">The simulated GRIN.</param>
/// <param name="Server">The S3 server's processes by their program.</param>
internal sealed record SyncCost(double Seconds, double Client, double Simulator, IReadOnlyDictionary<string, double> Server)
{
    internal double ServerTotal => Server.Values.Sum();

    /// <summary>What of two cores nobody of these took: waiting, and what else this machine does.</summary>
    internal double Rest(int cores) => Math.Max(0, cores * Seconds - Client - Simulator - ServerTotal);
}
