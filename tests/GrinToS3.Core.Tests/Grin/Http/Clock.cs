using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Grin.Http;

/// <summary>Lets a clock of a test run while something waits on it.</summary>
internal static class Clock
{
    /// <summary>For what also does real work: the clock runs on meanwhile, so nothing follows from how far it comes.</summary>
    public static async Task RunAsync(FakeTimeProvider time, Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(task, Task.Delay(2));
        }

        await task;
    }

    /// <summary>For what waits on nothing but the clock: however busy the machine is, it takes the same time of the clock.</summary>
    /// <returns>How long the task took.</returns>
    public static TimeSpan Run(FakeTimeProvider time, Func<Task> code, TimeSpan step)
    {
        var thread = new OneThread();
        var start = time.GetTimestamp();
        var task = thread.Start(code);
        while (!task.IsCompleted)
        {
            time.Advance(step);
            thread.Settle();
        }

        task.GetAwaiter().GetResult();
        return time.GetElapsedTime(start);
    }
}
