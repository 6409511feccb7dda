using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Functions.Starting;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Hosting;

public sealed class HostJsonTests
{
    private static readonly JsonNode Host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!;
    private static readonly JsonNode Durable = Host["extensions"]!["durableTask"]!;

    [Fact]
    public void HostJson_NamesTheTaskHubBySetting_AndFixesItsPartitions()
    {
        Assert.Equal("%TASKHUB_NAME%", Durable["hubName"]!.ToString());
        Assert.Equal("AzureStorage", Durable["storageProvider"]!["type"]!.ToString());
        Assert.InRange(Durable["storageProvider"]!["partitionCount"]!.GetValue<int>(), 1, 16);
    }

    [Theory]
    [InlineData("maxConcurrentActivityFunctions", 16)]
    [InlineData("maxConcurrentOrchestratorFunctions", 8)]
    [InlineData("maxConcurrentEntityFunctions", 8)]
    public void HostJson_BoundsWhatRunsAtOnce(string setting, int most) => Assert.InRange(Durable[setting]!.GetValue<int>(), 1, most);

    [Fact]
    public void HostJson_HasAVersionAndOpenTelemetryFromTheFirstDeployment()
    {
        Assert.Equal("1", Durable["defaultVersion"]!.ToString());
        Assert.Equal("OpenTelemetry", Host["telemetryMode"]!.ToString());
        Assert.True(Durable["useGracefulShutdown"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("controlQueueVisibilityTimeout")]
    [InlineData("workItemQueueVisibilityTimeout")]
    public void HostJson_HandsTheWorkOfADeadHostOnWithinTwoMinutes(string setting) =>
        Assert.InRange(TimeSpan.Parse(Durable["storageProvider"]![setting]!.ToString(), null), TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(2));

    /// <summary>A download ends when nothing comes any more, not when it takes long: 2 GB over a line of 2 Mbit/s must get through.</summary>
    [Fact]
    public void HostJson_GivesTheLargestArchiveTime_OverASlowLine()
    {
        var needed = TimeSpan.FromSeconds(2e9 * 8 / 2e6);

        Assert.True(TimeSpan.Parse(Host["functionTimeout"]!.ToString(), null) >= needed, $"{Host["functionTimeout"]} is less than {needed}");
    }

    [Fact]
    public void Timer_IsScheduledBySetting_AndNeverRunsAtStart()
    {
        var trigger = typeof(MirrorTimer).GetMethod(nameof(MirrorTimer.RunAsync))!.GetParameters()
            .Select(static one => one.GetCustomAttribute<TimerTriggerAttribute>()).Single(static one => one is not null)!;

        Assert.Equal("%GRIN_SCHEDULE%", trigger.Schedule);
        Assert.True(trigger.UseMonitor);
        Assert.False(trigger.RunOnStartup);
    }

    [Fact]
    public void SampleSettings_NameEverySettingThatTheFunctionsAskFor()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(EndToEnd.PublishedApp.RepositoryRoot(), "local.settings.sample.json")))!["Values"]!;

        Assert.All(
            ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "TASKHUB_NAME", "GRIN_SCHEDULE", "Runs__Root", "AzureWebJobs.MirrorOnSchedule.Disabled"],
            setting => Assert.Equal(JsonValueKind.String, sample[setting]!.GetValueKind()));
    }
}
