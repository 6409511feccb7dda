using System.Diagnostics;
using GrinToS3.Testing;

namespace GrinToS3.Runs;

public sealed class RunLockTests
{
    [Fact]
    public void TryTake_ReturnsNull_IfAnotherSessionHoldsTheLock()
    {
        using var folder = new TempFolder();
        var directory = DirectoryIn(folder);
        using (var first = RunLock.TryTake(directory))
        {
            Assert.NotNull(first);
            Assert.Null(RunLock.TryTake(directory));
        }

        using var next = RunLock.TryTake(directory);
        Assert.NotNull(next);
        Assert.True(File.Exists(directory.Lock));
    }

    [Fact]
    public async Task TryTake_ReturnsNull_IfAnotherProgramHoldsTheSameFlock()
    {
        if (!File.Exists("/usr/bin/flock"))
        {
            Assert.Skip("the program flock is not installed");
        }

        using var folder = new TempFolder();
        var directory = DirectoryIn(folder);
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["-n", directory.Lock, "-c", "echo held; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());

        Assert.Null(RunLock.TryTake(directory));

        await holder.StandardInput.WriteLineAsync();
        await holder.WaitForExitAsync();
        using var mine = RunLock.TryTake(directory);
        Assert.NotNull(mine);
    }

    [Fact]
    public void TryShare_LetsSeveralHostsInAndKeepsATakerOut_UntilAllHaveGone()
    {
        using var folder = new TempFolder();
        var directory = DirectoryIn(folder);
        var first = RunLock.TryShare(directory);
        var second = RunLock.TryShare(directory);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(RunLock.TryTake(directory));

        first.Dispose();
        Assert.Null(RunLock.TryTake(directory));
        second.Dispose();

        using var taken = RunLock.TryTake(directory);
        Assert.NotNull(taken);
    }

    [Fact]
    public void TryShare_ReturnsNull_WhileSomebodyHasTheLockAlone()
    {
        using var folder = new TempFolder();
        var directory = DirectoryIn(folder);
        using (RunLock.TryTake(directory))
        {
            Assert.Null(RunLock.TryShare(directory));
        }

        using var shared = RunLock.TryShare(directory);
        Assert.NotNull(shared);
    }

    private static RunDirectory DirectoryIn(TempFolder folder)
    {
        Assert.True(RunName.TryParse("run1", out var run, out _));
        var directory = new RunDirectory(folder.Path, run);
        Directory.CreateDirectory(directory.Path);
        return directory;
    }
}
