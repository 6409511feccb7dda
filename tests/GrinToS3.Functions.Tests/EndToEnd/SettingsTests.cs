using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

public sealed class SettingsTests(EndToEndFixture fixture, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    [Fact]
    public async Task Host_NamesTheSetting_IfOneIsWrong()
    {
        var stand = await StandAsync(new SimulatorOptions());
        var host = stand.Begin("a", ("Runs__Root", "relative"), ("Grin__ConcurrentRequests", "1000"));

        const string line = "Runs__Root is 'relative'; give the folder that holds all runs";
        await Until.TrueAsync(() => Task.FromResult(host.Log().Contains(line, StringComparison.Ordinal)), Lasting.Step, () => "the host does not say so");
        Say(host.Log().Split('\n').First(static one => one.Contains(line, StringComparison.Ordinal)).Trim());
    }
}
