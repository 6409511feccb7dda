using System.Globalization;
using GrinToS3.Progress;

namespace GrinToS3.Mounts;

/// <summary>
/// Owners of many files in one process, each in a transaction of its own kind. Prints <c>READY</c>, goes on when it reads a line, and then
/// prints a <c>RESULT</c> for each.
/// </summary>
internal static class Owners
{
    private static readonly Lock Output = new();

    public static OwnerKind KindOf(int index) => (OwnerKind)(index % 3);

    public static string HostOf(int index) => string.Create(CultureInfo.InvariantCulture, $"owner-{index}");

    public static int Run(string folder, int count, Timing timing)
    {
        using var goOn = new ManualResetEventSlim();
        using var ready = new CountdownEvent(count);
        var threads = Enumerable.Range(0, count).Select(index => new Thread(() => Own(folder, index, timing, ready, goOn))).ToList();
        threads.ForEach(static thread => thread.Start());
        ready.Wait();
        Say("READY");
        _ = Console.ReadLine();
        goOn.Set();
        threads.ForEach(static thread => thread.Join());
        return 0;
    }

    private static void Own(string folder, int index, Timing timing, CountdownEvent ready, ManualResetEventSlim goOn)
    {
        var isReady = false;
        var result = "committed";
        try
        {
            using var store = ProgressStore.Open(SampleFiles.Options(folder, index, HostOf(index), timing));
            if (KindOf(index) == OwnerKind.Looping)
            {
                Loop(store, index, Ready, goOn);
            }
            else
            {
                _ = store.Write(connection => Hold(connection, KindOf(index), Ready, goOn));
            }
        }
        catch (ProgressStoreException e)
        {
            result = $"{e.Fault} {e.Message}";
        }

        Ready();
        Say($"RESULT {index} {result}");

        void Ready()
        {
            if (!isReady)
            {
                isReady = true;
                ready.Signal();
            }
        }
    }

    private static int Hold(ProgressConnection connection, OwnerKind kind, Action ready, ManualResetEventSlim goOn)
    {
        if (kind == OwnerKind.Written)
        {
            // More than the cache holds, so that pages go to the file before the commit.
            connection.Execute("PRAGMA cache_size=10");
            SampleFiles.Add(connection, "lost", 60);
        }

        ready();
        goOn.Wait();
        if (kind == OwnerKind.Begun)
        {
            SampleFiles.Add(connection, "lost", 3);
        }

        return 0;
    }

    private static void Loop(ProgressStore store, int index, Action ready, ManualResetEventSlim goOn)
    {
        for (var step = 0; !goOn.IsSet; step++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"step-{step}");
            _ = store.Write(connection => SampleFiles.Add(connection, name, 1));
            Say(string.Create(CultureInfo.InvariantCulture, $"KEPT {index} {name}-0"));
            ready();
        }
    }

    private static void Say(string line)
    {
        lock (Output)
        {
            Console.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
