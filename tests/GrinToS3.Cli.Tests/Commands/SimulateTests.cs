using GrinToS3.Cli.Processes;

namespace GrinToS3.Cli.Commands;

public sealed class SimulateTests
{
    [Fact]
    public async Task Simulate_ServesUntilCtrlC_AndItsCredentialsWork()
    {
        await using var stand = await GrinStand.StartAsync();
        await using var simulate = stand.Start("simulate", "--books", "250", "--credentials", "simulated");
        var listens = await simulate.ReadToAsync("listens on ");
        Assert.NotNull(listens);
        var address = listens[listens.IndexOf("http", StringComparison.Ordinal)..];
        Assert.NotNull(await simulate.ReadToAsync("Ctrl-C ends it"));
        stand.Set("GRIN_CREDENTIALS_DIR", stand["simulated"]);
        await stand.DoAsync("auth", "check", "--library-directory", "Example", "--grin-url", address);

        await stand.DoAsync(
            "collect", "--run-name", "run1", "--library-directory", "Example", "--storage", "local", "--storage-path", "storage", "--grin-url", address);

        Assert.Equal(250, CollectedRows.Of(stand.Run().Database).Count);
        await simulate.InterruptAsync();
        var exit = await simulate.EndAsync();
        Assert.True(exit.Code == 0 && exit.Errors.Count == 0, exit.ToString());
        Assert.Matches("^Ended after [0-9]+ requests$", exit.Output[^1]);
    }

    [Fact]
    public async Task Simulate_SaysSo_IfItsPortIsTaken()
    {
        await using var stand = await GrinStand.StartAsync();
        var port = stand.Grin.BaseAddress.Port;

        await stand.RefuseAsync(2, $"port {port} is taken", "simulate", "--port", $"{port}");
    }
}
