using System.Diagnostics;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Waits for what other processes do, and which can only be asked for again and again.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until something holds; fails the test where it does not in time.</summary>
    internal static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                Assert.Fail($"{otherwise()} (waited {limit.TotalSeconds:F0} s)");
            }

            await Task.Delay(Pause);
        }
    }
}
