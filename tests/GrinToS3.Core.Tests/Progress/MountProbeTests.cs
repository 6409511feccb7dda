using System.Diagnostics;
using GrinToS3.Mounts;
using GrinToS3.Progress.Mounts;
using GrinToS3.Testing;

namespace GrinToS3.Progress;

public sealed class MountProbeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(null, "wal")]
    [InlineData(FileSystemKind.Local, "wal")]
    public void Look_FindsNothingAndLeavesNothing_OnALocalDisk(FileSystemKind? asked, string journal)
    {
        var report = MountProbe.Look(_folder.Path, asked);

        Assert.Equal((true, FileSystemKind.Local, journal), (report.IsUsable, report.FileSystem, report.JournalMode));
        Assert.True(report.FreeBytes > 0);
        Assert.NotNull(report.FileSystemName);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Look_SaysSo_IfTheFolderIsMissingOrAFile()
    {
        File.Create(_folder["file"]).Dispose();

        Assert.Equal([$"the folder {_folder["missing"]} does not exist; mount it, or create it first"], MountProbe.Look(_folder["missing"]).Problems);
        Assert.Equal([$"{_folder["file"]} is a file, not a folder; name the folder that is mounted"], MountProbe.Look(_folder["file"]).Problems);
    }

    [Fact]
    public void Look_SaysSo_IfTheMountIsReadOnly()
    {
        Mounted("ro,size=1m", mount =>
        {
            var problem = Assert.Single(MountProbe.Look(mount).Problems);

            Assert.StartsWith($"cannot write in the folder {mount}: Read-only file system", problem, StringComparison.Ordinal);
            Assert.Equal(ProgressFault.Unwritable, Assert.Throws<ProgressStoreException>(() => ProgressStore.Open(Network(mount, "host"))).Fault);
        });
    }

    [Fact]
    public void Look_SaysSo_IfTheMountIsFull()
    {
        Mounted("size=64k", mount =>
        {
            Fill(mount);

            Assert.Equal([$"the folder {mount} has no free space; free some"], MountProbe.Look(mount).Problems);
            Assert.Equal(["filler"], Directory.EnumerateFileSystemEntries(mount).Select(Path.GetFileName));
        });
    }

    [Theory]
    [InlineData(FileSystemKind.Network)]
    [InlineData(FileSystemKind.Local)]
    public void Write_KeepsNothingAndGoesOnLater_IfTheMountIsFull(FileSystemKind kind)
    {
        Mounted("size=2m", mount =>
        {
            using var store = ProgressStore.Open(Network(mount, "host") with { FileSystem = kind });
            _ = store.Write(static connection => SampleFiles.Add(connection, "base", 10));
            Fill(mount);

            Assert.Equal(ProgressFault.DiskFull, Assert.Throws<ProgressStoreException>(() => store.Write(static connection => SampleFiles.Add(connection, "lost", 100))).Fault);

            File.Delete(Path.Combine(mount, "filler"));
            Assert.Equal(10, store.Counts().Books);
            _ = store.Write(static connection => SampleFiles.Add(connection, "kept", 10));
            Assert.Equal(20, store.Counts().Books);
        });
    }

    [Fact]
    public void Open_SaysSoAndRecoversLater_IfTheMountHasNoRoomForTheCopy()
    {
        Mounted("size=3m", mount =>
        {
            using var owner = ProgressStore.Open(Network(mount, "owner"));
            _ = owner.Write(static connection => SampleFiles.Add(connection, "base", 100));
            _ = Assert.Throws<ProgressStoreException>(() => owner.Write(connection =>
            {
                connection.Execute("PRAGMA cache_size=10");
                SampleFiles.Add(connection, "lost", 60);
                Fill(mount);
                var fault = Assert.Throws<ProgressStoreException>(() => ProgressStore.Open(Network(mount, "successor")));
                Assert.Equal(ProgressFault.DiskFull, fault.Fault);
                Assert.DoesNotContain('\n', fault.Message);
                File.Delete(Path.Combine(mount, "filler"));
                using var successor = ProgressStore.Open(Network(mount, "successor"));
                Assert.Equal(100, successor.Counts().Books);
                return 0;
            }));

            Assert.Equal("ok", SampleFiles.Read(Path.Combine(mount, "books.db")).Integrity);
            Assert.Equal(100, owner.Counts().Books);
        });
    }

    public void Dispose() => _folder.Dispose();

    private static ProgressStoreOptions Network(string mount, string host) => new()
    {
        Path = Path.Combine(mount, "books.db"),
        HostId = host,
        FileSystem = FileSystemKind.Network,
        BeatInterval = TimeSpan.FromDays(host == "owner" ? 1 : 0) + TimeSpan.FromMilliseconds(30),
        DeadAfter = TimeSpan.FromMilliseconds(300),
    };

    private static void Fill(string mount)
    {
        using var filler = new FileStream(Path.Combine(mount, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private void Mounted(string options, Action<string> test)
    {
        var mount = _folder["mount"];
        Directory.CreateDirectory(mount);
        var (code, problem) = Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mount);
        Assert.SkipWhen(code != 0, $"a file system can't be mounted here: {problem}");
        try
        {
            test(mount);
        }
        finally
        {
            Run("umount", mount);
        }
    }

    private static (int Code, string Problem) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var problem = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, problem.Trim());
    }
}
