using GrinToS3.Cli.Output;
using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>One <c>grin storage</c>: all of it streams, however many objects there are.</summary>
/// <param name="directory">The run's folder.</param>
/// <param name="old">The configuration whose storage is meant, where it is not the run's own.</param>
internal sealed class StorageSession(RunDirectory directory, string? old = null)
{
    private const string Confirmation = "DELETE";
    private const int TellEvery = 100_000;
    private const int Samples = 5;

    internal Task<int> ListAsync(Bucket[] buckets, string prefix, bool isLong, bool json, CancellationToken cancellationToken) => GuardAsync(async (run, objects) =>
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (var bucket in buckets)
        {
            var (count, bytes) = (0L, 0L);
            await foreach (var one in objects.ListAsync(bucket, prefix, cancellationToken))
            {
                (count, bytes) = (count + 1, bytes + one.Size);
                await output.WriteLineAsync(json
                    ? WorkflowJson.Write(new { Bucket = Name(bucket), Name = objects.NameOf(one.Key), one.Size, one.LastModified, one.ETag, Place = run.Objects.Describe(one.Key) })
                    : isLong ? $"{one.Size,15} {one.LastModified.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {Name(bucket),-4} {objects.NameOf(one.Key)}"
                    : $"{Name(bucket),-4} {objects.NameOf(one.Key)}");
            }

            if (isLong && !json)
            {
                await output.WriteLineAsync($"{bytes,15} {Name(bucket)}: {Text.Count(count)} objects, {Text.Size(bytes)}");
            }
        }
    });

    internal Task<int> CountAsync(bool json, CancellationToken cancellationToken) => GuardAsync(async (_, objects) =>
    {
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            var found = await CountAsync(objects, bucket, "", cancellationToken);
            Console.WriteLine(json
                ? WorkflowJson.Write(new { Bucket = Name(bucket), Objects = found.Count, found.Bytes })
                : $"{Name(bucket),-4} {Text.Count(found.Count),12} objects {Text.Size(found.Bytes),10}");
        }
    });

    internal Task<int> CopyAsync(Bucket bucket, string name, string folder, bool all, CancellationToken cancellationToken) => GuardAsync(async (run, objects) =>
    {
        Directory.CreateDirectory(folder);
        long copied = 0;
        if (!all)
        {
            await CopyOneAsync(objects.Find(bucket, name));
            return;
        }

        await foreach (var one in objects.ListAsync(bucket, name, cancellationToken))
        {
            await CopyOneAsync(one.Key);
            copied++;
        }

        if (copied == 0)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"the run has no object in {Name(bucket)} whose name begins with '{name}'");
        }

        async Task CopyOneAsync(ObjectKey key)
        {
            var path = Path.Combine(folder, key.Key[(key.Key.LastIndexOf('/') + 1)..]);
            var bytes = await ObjectDownload.ToFileAsync(run.Objects, key, path, cancellationToken)
                ?? throw new CommandFailedException(ExitCode.BadInput, $"there is no object {run.Objects.Describe(key)}; grin storage ls names them");
            Console.WriteLine($"{Text.Size(bytes),9}  {path}");
        }
    });

    internal Task<int> RemoveAsync(Bucket bucket, string prefix, bool yes, bool dryRun, CancellationToken cancellationToken) => GuardAsync(async (run, objects) =>
    {
        using var runLock = dryRun ? null : Preflight.TakeLock(directory);
        if (bucket is Bucket.Raw && objects.RunsThatShareArchives() is [_, ..] others)
        {
            throw new CommandFailedException(
                ExitCode.BadInput, $"local storage has one folder of archives for all its runs, and {string.Join(", ", others)} may have stored the same volumes; delete them by hand");
        }

        var samples = new List<string>();
        var found = await CountAsync(objects, bucket, prefix, cancellationToken, one => samples.AddRange(samples.Count < Samples ? [run.Objects.Describe(one.Key)] : []));
        Console.WriteLine($"{Text.Count(found.Count)} objects of run {directory.Name} in {Name(bucket)}, {Text.Size(found.Bytes)}{(samples.Count > 0 ? ", such as" : "")}");
        samples.ForEach(static one => Console.WriteLine($"  {one}"));
        if (dryRun || found.Count == 0)
        {
            Console.WriteLine("Nothing was deleted");
            return;
        }

        if (!yes)
        {
            Console.WriteLine($"Type {Confirmation} to delete them:");
            if (Console.In.ReadLine() is not Confirmation)
            {
                throw new CommandFailedException(ExitCode.BadInput, $"not confirmed, nothing was deleted; type {Confirmation}, or give --yes");
            }
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop.Cancel);
        var deleted = await objects.DeleteAsync(bucket, prefix, static gone => Tell(gone, "deleted"), stop.Token);
        Console.WriteLine($"Deleted {Text.Count(deleted)} objects");
        if (bucket is not Bucket.Meta && old is null)
        {
            Console.WriteLine("books.db still knows them as stored: grin verify lists them as missing, and its list fetches them again");
        }
    });

    internal Task<int> CheckAsync(CancellationToken cancellationToken) => GuardAsync(async (run, _) =>
    {
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await StorageProbe.RunAsync(run.Objects, run.Layout, bucket, cancellationToken);
            Console.WriteLine($"ok      {Name(bucket),-4}  stored, read and deleted a small object below {run.Objects.Describe(new ObjectKey(bucket, run.Layout.Prefix + "x"))[..^1]}");
        }
    });

    private static string Name(Bucket bucket) => bucket.ToString().ToLowerInvariant();

    private static async Task<(long Count, long Bytes)> CountAsync(
        RunObjects objects, Bucket bucket, string prefix, CancellationToken cancellationToken, Action<ListedObject>? each = null)
    {
        var (count, bytes) = (0L, 0L);
        await foreach (var one in objects.ListAsync(bucket, prefix, cancellationToken))
        {
            (count, bytes) = (count + 1, bytes + one.Size);
            each?.Invoke(one);
            Tell(count, "found");
        }

        return (count, bytes);
    }

    /// <summary>A sign of life, on standard error: a million objects take minutes.</summary>
    private static void Tell(long count, string what)
    {
        if (count % TellEvery == 0)
        {
            Console.Error.WriteLine($"{Text.Count(count)} objects {what}");
        }
    }

    private async Task<int> GuardAsync(Func<OpenRun, RunObjects, Task> work)
    {
        using var stored = StoredRun.Open(directory, "storage", old);
        try
        {
            await work(stored.Run, new RunObjects(stored.Run));
            return ExitCode.Done;
        }
        catch (StorageException error)
        {
            throw new CommandFailedException(ExitCode.Storage, error.Message);
        }
    }
}
