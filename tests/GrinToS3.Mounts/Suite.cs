using System.Diagnostics;
using System.Globalization;
using GrinToS3.Progress;
using GrinToS3.Progress.Mounts;

namespace GrinToS3.Mounts;

/// <summary>What must hold on a mount, each proved on as many files at once. Prints a line a proof.</summary>
internal sealed class Suite(MountPaths paths, int count, Timing timing, Action<string> report)
{
    private const double LongestTakeover = 60;
    private const double LongestRefusal = 20;

    private int _failed;

    /// <summary>Runs all.</summary>
    /// <returns>0 where all holds.</returns>
    public int Run()
    {
        Prove("probed, and WAL refused", Probes);
        Prove("opens with its settings", Opens);
        Prove("second owner kept out during a transaction", KeepsOut);
        Prove("killed owner replaced", root => Replaces(root, isKilled: true));
        Prove("stopped owner that comes back writes nothing", root => Replaces(root, isKilled: false));
        return _failed == 0 ? 0 : 1;
    }

    private void Prove(string what, Func<string, double[]> proof)
    {
        var started = Stopwatch.GetTimestamp();
        var root = string.Create(CultureInfo.InvariantCulture, $"{paths.Name}-{Guid.NewGuid():N}");
        for (var index = 0; index < count; index++)
        {
            Directory.CreateDirectory(SampleFiles.Folder(Path.Combine(paths.Mount, root), index));
        }

        try
        {
            var seconds = proof(root).Order().ToList();
            report(string.Create(
                CultureInfo.InvariantCulture,
                $"ok      {paths.Name}: {what}, {seconds.Count} of {count}; seconds each {seconds[0]:0.0} to {seconds[^1]:0.0} ({Stopwatch.GetElapsedTime(started).TotalSeconds:0} s)"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _failed++;
            var causes = e is AggregateException all ? all.InnerExceptions : [e];
            report($"FAILED  {paths.Name}: {what}: {causes.Count} failures, such as {causes[0]}");
        }
    }

    private string[] Settings(string root, int index)
    {
        using var store = Open(paths.Mount, root, index, "first");
        string[] pragmas = ["journal_mode", "synchronous", "mmap_size", "locking_mode", "page_size", "temp_store", "busy_timeout", "foreign_keys", "cache_size"];
        return store.Read(connection => pragmas.Select(pragma => $"{pragma}={connection.ScalarText($"PRAGMA {pragma}")}").ToArray());
    }

    private double[] Opens(string root) => Each(index =>
    {
        string[] expected = ["journal_mode=delete", "synchronous=2", "mmap_size=0", "locking_mode=normal", "page_size=8192", "temp_store=2", "busy_timeout=5000", "foreign_keys=0", "cache_size=-49152"];
        Require(Settings(root, index).Except(expected).FirstOrDefault() is null, $"{index}: {string.Join(' ', Settings(root, index))}");
        using var store = Open(paths.Mount, root, index, "first");
        Require(store.FileSystem == FileSystemKind.Network, $"{index}: not told for a network mount");
        _ = store.Write(connection => SampleFiles.Add(connection, "one", 1));
        Snapshot.Take(store, Path.Combine(paths.Mount, root, $"{index}.copy"));
        using var copy = ProgressReader.OpenSnapshot(Path.Combine(paths.Mount, root, $"{index}.copy"));
        Require(copy.Counts().Books == 1, $"{index}: the snapshot lacks a row");
    });

    private double[] Probes(string root) => Each(index =>
    {
        var folder = SampleFiles.Folder(Path.Combine(paths.Mount, root), index);
        var report = MountProbe.Look(folder, timing.Kind);
        Require(report.IsUsable && report.JournalMode == "delete" && report.FreeBytes > 0, $"{index}: {report} {string.Join(' ', report.Problems)}");
        if (timing.Kind is null)
        {
            Require(report.FileSystemName is "nfs" or "nfs4" or "cifs", $"{index}: {report}");
            var refused = MountProbe.Look(folder, FileSystemKind.Local).Problems;
            Require(refused is [var line] && line.Contains("WAL", StringComparison.Ordinal), $"{index}: {string.Join(' ', refused)}");
            var fault = Fault(() => ProgressStore.Open(SampleFiles.Options(Path.Combine(paths.Mount, root), index, "first", timing with { Kind = FileSystemKind.Local })).Dispose());
            Require(fault.Fault == ProgressFault.SettingRefused, $"{index}: {fault.Fault} {fault.Message}");
        }

        Require(!Directory.EnumerateFileSystemEntries(folder).Any(), $"{index}: {string.Join(' ', Directory.EnumerateFileSystemEntries(folder))} is left");
    });

    private double[] KeepsOut(string root)
    {
        Fill(root);
        using var owners = OwnersProcess.Start(Path.Combine(paths.Mount, root), count, timing);
        var seconds = Each(index => Refuse(index, () =>
        {
            var refused = Fault(() => Open(paths.Other, root, index, "second").Dispose());
            Require(refused.Fault == ProgressFault.Busy && refused.Message.Contains(Owners.HostOf(index), StringComparison.Ordinal), $"{index}: {refused.Fault} {refused.Message}");
        }));
        var read = Each(index => Refuse(index, () =>
        {
            var unread = Fault(() => ProgressReader.Open(SampleFiles.Database(Path.Combine(paths.Other, root), index), timing.Kind).Dispose());
            Require(unread.Fault == ProgressFault.Busy && unread.Message.Contains(Owners.HostOf(index), StringComparison.Ordinal), $"{index}: {unread.Fault} {unread.Message}");
        }));
        Require(seconds.Max() < LongestRefusal && read.Max() < LongestRefusal, $"kept out only after {seconds.Max()} s, from reading after {read.Max()} s");
        owners.Finish();
        _ = Each(index =>
        {
            Require(owners.Results[index] == "committed", $"{index}: the owner ended with {owners.Results[index]}");
            Open(paths.Other, root, index, "second").Dispose();
            Check(root, index, "base-0", lost: false, owners.KeptBy(index));
        });
        return seconds;

        // An owner that makes one small transaction after another lets others in between them.
        static void Refuse(int index, Action refusal)
        {
            if (Owners.KindOf(index) != OwnerKind.Looping)
            {
                refusal();
            }
        }
    }

    private double[] Replaces(string root, bool isKilled)
    {
        Fill(root);
        using var owners = OwnersProcess.Start(Path.Combine(paths.Mount, root), count, timing);
        if (isKilled)
        {
            owners.Kill();
        }
        else
        {
            owners.Stop();
        }

        // Opening, and one write: the whole time that a successor takes.
        var seconds = Each(index =>
        {
            using var store = Open(paths.Other, root, index, "successor");
            _ = store.Write(connection => SampleFiles.Add(connection, "next", 1));
        });
        Require(seconds.Max() <= LongestTakeover, $"replaced only after {seconds.Max()} s");
        if (!isKilled)
        {
            owners.Wake();
            owners.Finish();
        }

        _ = Each(index =>
        {
            var isLooping = Owners.KindOf(index) == OwnerKind.Looping;
            var result = owners.Results.GetValueOrDefault(index, "");
            Require(isKilled || isLooping || result.StartsWith(nameof(ProgressFault.OwnershipLost), StringComparison.Ordinal), $"{index}: the owner ended with {result}");
            using (var store = Open(paths.Other, root, index, "last"))
            {
                _ = store.Write(connection => SampleFiles.Add(connection, "last", 1));
            }

            Check(root, index, "next-0", lost: true, owners.KeptBy(index));
        });
        return seconds;
    }

    private void Fill(string root) => _ = Each(index =>
    {
        using var store = Open(paths.Other, root, index, "first");
        _ = store.Write(connection => SampleFiles.Add(connection, "base", 20));
    });

    private void Check(string root, int index, string present, bool lost, IEnumerable<string> kept)
    {
        var (barcodes, integrity) = SampleFiles.Read(SampleFiles.Database(Path.Combine(paths.Server, root), index));
        var all = string.Join(' ', barcodes);
        Require(integrity == "ok", $"{index}: {integrity}");
        Require(barcodes.Contains("base-19") && barcodes.Contains(present), $"{index}: rows are missing: {all}");
        Require(!lost || !barcodes.Any(static barcode => barcode.StartsWith("lost", StringComparison.Ordinal)), $"{index}: the dead owner's rows are there: {all}");
        Require(kept.Except(barcodes).FirstOrDefault() is null, $"{index}: acknowledged rows are missing: {all}");
        Require(!Directory.Exists(SampleFiles.Database(Path.Combine(paths.Server, root), index) + ".lock"), $"{index}: the lock is still there");
    }

    private ProgressStore Open(string mount, string root, int index, string host) =>
        ProgressStore.Open(SampleFiles.Options(Path.Combine(mount, root), index, host, timing));

    private double[] Each(Action<int> action)
    {
        var seconds = new double[count];
        var threads = new Task[count];
        for (var index = 0; index < count; index++)
        {
            var one = index;
            threads[index] = Task.Factory.StartNew(
                () =>
                {
                    var started = Stopwatch.GetTimestamp();
                    action(one);
                    seconds[one] = Stopwatch.GetElapsedTime(started).TotalSeconds;
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        Task.WaitAll(threads);
        return seconds;
    }

    private static ProgressStoreException Fault(Action action)
    {
        try
        {
            action();
        }
        catch (ProgressStoreException e)
        {
            return e;
        }

        throw new InvalidOperationException("a second owner was let in");
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new InvalidOperationException(problem);
        }
    }
}
