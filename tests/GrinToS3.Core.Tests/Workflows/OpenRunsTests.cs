using GrinToS3.Runs;
using GrinToS3.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Workflows;

public sealed class OpenRunsTests : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Borrow_GivesOneRunWithOneConnection_IfItIsAskedOften()
    {
        Configure("run1");
        using var runs = Open();

        using (var first = runs.Borrow("run1"))
        using (var second = runs.Borrow("run1"))
        {
            Assert.Same(first.Run, second.Run);
            Assert.Same(first.Run.Store, second.Run.Store);
        }

        using var third = runs.Borrow("run1");
        Assert.Equal(1, third.Run.Store.Position().Generation);
    }

    [Fact]
    public void CloseIdle_ClosesOnlyWhatNobodyUses_IfTimeHasPassed()
    {
        Configure("idle");
        Configure("used");
        using var runs = Open();
        runs.Borrow("idle").Dispose();
        using var lease = runs.Borrow("used");

        _clock.Advance(Idle - TimeSpan.FromTicks(1));
        Assert.Empty(runs.CloseIdle(Idle));
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["idle"], runs.CloseIdle(Idle));
        Assert.Equal(1, lease.Run.Store.Position().Generation);
    }

    [Fact]
    public void CloseIdle_CountsFromTheLastUse_IfARunIsUsedAgain()
    {
        Configure("run1");
        using var runs = Open();
        runs.Borrow("run1").Dispose();
        _clock.Advance(Idle);
        runs.Borrow("run1").Dispose();

        Assert.Empty(runs.CloseIdle(Idle));
        _clock.Advance(Idle);
        Assert.Equal(["run1"], runs.CloseIdle(Idle));
    }

    [Fact]
    public void Borrow_OpensTheRunAgain_IfItWasClosed()
    {
        var directory = Configure("run1");
        using var runs = Open();
        using (var lease = runs.Borrow("run1"))
        {
            Assert.Equal(1, lease.Run.Store.Position().Generation);
        }

        _clock.Advance(Idle);
        Assert.Equal(["run1"], runs.CloseIdle(Idle));
        using (var free = RunLock.TryTake(directory))
        {
            Assert.NotNull(free);
        }

        using var again = runs.Borrow("run1");
        Assert.Equal(2, again.Run.Store.Position().Generation);
        Assert.Null(RunLock.TryTake(directory));
    }

    [Fact]
    public void GiveBack_CountsOnce_IfALeaseIsDisposedOfTwice()
    {
        Configure("run1");
        using var runs = Open();
        using var stays = runs.Borrow("run1");
        var twice = runs.Borrow("run1");
        twice.Dispose();
        twice.Dispose();

        _clock.Advance(Idle);

        Assert.Empty(runs.CloseIdle(Idle));
    }

    [Fact]
    public void Borrow_SaysSo_IfThereIsNoSuchRun()
    {
        using var runs = Open();

        var error = Assert.Throws<IOException>(() => runs.Borrow("absent"));

        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Directory.Exists(_folder["absent"]));
    }

    [Fact]
    public void Borrow_SaysSoAndSucceedsLater_IfAnotherSessionHasTheRun()
    {
        var directory = Configure("run1");
        using var runs = Open();
        using (RunLock.TryTake(directory))
        {
            Assert.Contains("another session works on the run 'run1'", Assert.Throws<IOException>(() => runs.Borrow("run1")).Message, StringComparison.Ordinal);
        }

        using var lease = runs.Borrow("run1");
        Assert.Equal("run1", lease.Run.Directory.Name.Value);
    }

    [Fact]
    public void Borrow_SharesTheRun_IfAnotherHostOfItsKindHasIt()
    {
        Configure("run1");
        using var one = Open();
        using var other = Open();
        using var first = one.Borrow("run1");
        using var second = other.Borrow("run1");

        Assert.Equal(1, first.Run.Store.Position().Generation);
        Assert.Equal(2, second.Run.Store.Position().Generation);
    }

    public void Dispose() => _folder.Dispose();

    private OpenRuns Open() => new(new OpenRunsOptions { Root = _folder.Path, HostId = "test", Time = _clock, SharesLock = true, Environment = static _ => null });

    private RunDirectory Configure(string run)
    {
        Assert.True(RunName.TryParse(run, out var name, out _));
        var directory = new RunDirectory(_folder.Path, name);
        var draft = new RunConfigDraft(name).Set("library_directory", "Example").Set("storage_config.type", "local").Set("storage_config.config.base_path", _folder["storage"]);
        Assert.Null(RunConfigFile.Start(directory, draft).Problem);
        return directory;
    }
}
