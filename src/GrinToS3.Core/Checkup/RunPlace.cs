using System.Globalization;
using GrinToS3.Files;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Checkup;

/// <summary>Looks at a run's folder and what lies in it.</summary>
/// <param name="directory">The run's folder.</param>
internal sealed class RunPlace(RunDirectory directory)
{
    private const double Giga = 1e9;
    private const double LeastGigabytes = 1;

    internal Finding Folder()
    {
        if (WritableFolder.Examine("run's folder", directory.Path) is { } problem)
        {
            return Finding.Problem("folder", RunErrorKind.Storage, problem, "give this user the right to write there");
        }

        var isMount = FileSystemProbe.Of(directory.Path) is FileSystemKind.Network;
        var name = FileSystemProbe.NameOf(directory.Path) ?? "unknown";
        return new Finding("folder", Verdict.Fine, isMount ? $"on a network mount ({name}): slower, and safe for one owner" : $"on a local disk ({name})");
    }

    internal Finding Disk()
    {
        var free = new DriveInfo(Path.GetFullPath(directory.Path)).AvailableFreeSpace / Giga;
        var says = string.Create(CultureInfo.InvariantCulture, $"{free:0.#} GB are free for books.db and its snapshots");
        return free >= LeastGigabytes
            ? new Finding("disk", Verdict.Fine, says)
            : new Finding("disk", Verdict.Warning, says, "make room: a snapshot needs as much as books.db has");
    }

    internal Finding ProgressFile()
    {
        if (!File.Exists(directory.Database))
        {
            return new Finding("books.db", Verdict.Warning, "there is none yet", $"run: grin collect --run-name {directory.Name}");
        }

        try
        {
            using var reader = ProgressReader.Open(directory.Database);
            return new Finding("books.db", Verdict.Fine, string.Create(CultureInfo.InvariantCulture, $"{reader.CountBooks():N0} volumes"));
        }
        catch (ProgressStoreException problem)
        {
            return Finding.Problem("books.db", RunErrorKind.Storage, problem.Message, "run: grin db check; a copy of each session is in the meta bucket");
        }
    }

    internal Finding Session()
    {
        if (!File.Exists(directory.Lock))
        {
            return new Finding("session", Verdict.Fine, "nobody works on the run");
        }

        using var held = RunLock.TryTake(directory);
        return new Finding("session", Verdict.Fine, held is null ? "a session works on the run right now" : "nobody works on the run");
    }
}
