using System.Globalization;
using GrinToS3.Files;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// Looks, before a run starts, whether the folder of its progress file is there, can be written, and works with SQLite. It leaves nothing behind.
/// </summary>
public static class MountProbe
{
    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The folder, such as the mount that all runs lie on.</param>
    /// <param name="asked">How the file shall be opened; null for what fits. <see cref="FileSystemKind.Local"/>, which means WAL, is refused on a network mount.</param>
    public static MountReport Look(string folder, FileSystemKind? asked = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var full = Path.GetFullPath(folder);
        var report = new MountReport(full, null, null, null, null, []);
        if (!Directory.Exists(full))
        {
            return report with { Problems = [File.Exists(full) ? $"{full} is a file, not a folder; name the folder that is mounted" : $"the folder {full} does not exist; mount it, or create it first"] };
        }

        try
        {
            var drive = new DriveInfo(full);
            report = report with { FileSystem = FileSystemProbe.Of(full), FileSystemName = FileSystemProbe.NameOf(full), FreeBytes = drive.AvailableFreeSpace };
            report = report with { Problems = Refusal(report, asked) };
            return report.IsUsable ? Try(report, asked) : report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return report with { Problems = [$"cannot look at the folder {full}: {e.Message}; check the mount"] };
        }
    }

    /// <summary>Why a file must not be opened in the way that is asked for; null where it may.</summary>
    internal static string? WalRefusal(string folder, FileSystemKind? asked) =>
        asked == FileSystemKind.Local && FileSystemProbe.Of(folder) == FileSystemKind.Network
            ? $"the folder {folder} is a network mount ({FileSystemProbe.NameOf(folder) ?? "of a kind without a name"}), and WAL is asked for, which needs memory that all hosts share; leave the choice to this tool"
            : null;

    private static List<string> Refusal(MountReport report, FileSystemKind? asked)
    {
        var problems = new List<string>();
        if (WalRefusal(report.Folder, asked) is { } refusal)
        {
            problems.Add(refusal);
        }

        if (report.FreeBytes == 0)
        {
            problems.Add($"the folder {report.Folder} has no free space; free some");
        }

        return problems;
    }

    private static MountReport Try(MountReport report, FileSystemKind? asked)
    {
        var probe = Path.Combine(report.Folder, string.Create(CultureInfo.InvariantCulture, $".grin-probe-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(probe);
            AtomicFile.Write(Path.Combine(probe, "file"), static stream => stream.Write(new byte[4096]));
            using var store = ProgressStore.Open(new ProgressStoreOptions { Path = Path.Combine(probe, "books.db"), HostId = "probe", FileSystem = asked });
            return report with { JournalMode = store.Read(static connection => connection.ScalarText("PRAGMA journal_mode")) };
        }
        catch (ProgressStoreException e)
        {
            return report with { Problems = [e.Message] };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return report with { Problems = [$"cannot write in the folder {report.Folder}: {e.Message}; check that it is mounted for writing and not full"] };
        }
        finally
        {
            Remove(probe);
        }
    }

    private static void Remove(string probe)
    {
        try
        {
            Directory.Delete(probe, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The problem is in the report already, or the folder was never made.
        }
    }
}
