using GrinToS3.Functions.Settings;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Testing;
using GrinToS3.Workflows;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Functions.Hosting;

public sealed class IdleRunsTests : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly OpenRuns _runs;
    private readonly RunDirectory _directory;

    public IdleRunsTests()
    {
        Assert.True(RunName.TryParse("run1", out var name, out _));
        _directory = new RunDirectory(_folder["runs"], name);
        var draft = new RunConfigDraft(name).Set("library_directory", "Example").Set("storage_config.type", "local").Set("storage_config.config.base_path", _folder["storage"]);
        Assert.Null(RunConfigFile.Start(_directory, draft).Problem);
        _runs = new OpenRuns(new OpenRunsOptions { Root = _directory.Root, HostId = "test", Time = _clock, SharesLock = true, Environment = static _ => null });
    }

    [Fact]
    public async Task Execute_ClosesARun_IfNobodyHasUsedItForLong()
    {
        using var idle = await StartAsync();
        Use();
        Assert.Null(RunLock.TryTake(_directory));

        Advance(Idle - TimeSpan.FromSeconds(1));
        Assert.Null(RunLock.TryTake(_directory));
        Advance(TimeSpan.FromMinutes(1));

        await AssertClosedAsync();
        await idle.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Execute_KeepsARun_WhileItIsInUse()
    {
        using var idle = await StartAsync();
        using (var lease = _runs.Borrow("run1"))
        {
            Advance(Idle * 3);
            Assert.Equal(1, lease.Run.Store.Position().Generation);
            Assert.Null(RunLock.TryTake(_directory));
        }

        Advance(Idle + TimeSpan.FromMinutes(1));
        await AssertClosedAsync();
        await idle.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Borrow_OpensTheRunAgain_IfItWasClosedForIdling()
    {
        using var idle = await StartAsync();
        Assert.Equal(1, Use());
        Advance(Idle + TimeSpan.FromMinutes(1));
        await AssertClosedAsync();

        Assert.Equal(2, Use());
        Assert.Empty(DatabaseCheck.Run(_directory.Database).Problems);
        await idle.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _runs.Dispose();
        _folder.Dispose();
    }

    private async Task<IdleRuns> StartAsync()
    {
        var idle = new IdleRuns(_runs, Options.Create(new RunsSettings { IdleMinutes = (int)Idle.TotalMinutes }), _clock, NullLogger<IdleRuns>.Instance);
        await idle.StartAsync(CancellationToken.None);
        return idle;
    }

    /// <summary>Uses the run's file.</summary>
    /// <returns>Which owner of the file this one is.</returns>
    private long Use()
    {
        using var lease = _runs.Borrow("run1");
        return lease.Run.Store.Position().Generation;
    }

    /// <summary>Lets time pass in steps, as it does.</summary>
    private void Advance(TimeSpan time)
    {
        var step = TimeSpan.FromSeconds(1);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _clock.Advance(step);
        }
    }

    /// <summary>The service looks on a thread of its own, which may have begun only after time had passed; a closed run's lock is free.</summary>
    private async Task AssertClosedAsync() => await EndToEnd.Until.TrueAsync(
        () =>
        {
            Advance(TimeSpan.FromSeconds(30));
            using var taken = RunLock.TryTake(_directory);
            return Task.FromResult(taken is not null);
        },
        TimeSpan.FromMinutes(1),
        static () => "the run is still open");
}
