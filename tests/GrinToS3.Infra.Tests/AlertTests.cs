using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GrinToS3.Progress;

namespace GrinToS3.Infra;

public sealed class AlertTests
{
    private static readonly string[] Named = ["GRIN_ALERT_HOURS=7", "GRIN_ALERT_EMAIL=mirror@library.example"];

    [Fact]
    public async Task NoProgress_AsksForACounterThatTheCodeHas_AsFarBackAsWasSaid()
    {
        var counters = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument is Counter<long> { Meter.Name: ProgressMetrics.MeterName })
            {
                counters.Add($"Name == \"{instrument.Name}\"");
            }
        };
        RuntimeHelpers.RunClassConstructor(typeof(ProgressMetrics).TypeHandle);
        listener.Start();

        var query = Alerts(await Prediction.OfAsync(Named))["no-progress"].GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!;

        Assert.Contains(counters, query.Contains);
        Assert.Contains("ago(7h)", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_GoToWhoWasNamed()
    {
        var made = await Prediction.OfAsync(Named);
        var group = made.Only("Microsoft.Insights/actionGroups").GetProperty("id").GetString();
        Assert.Equal(["no-progress", "run-failed"], Alerts(made).Keys.Order(StringComparer.Ordinal));
        Assert.All(Alerts(made).Values, alert => Assert.Equal(group, Assert.Single(Groups(alert)).GetString()));
    }

    [Fact]
    public async Task Alerts_GoToNobody_AndAskForNoProgressNever_IfNothingIsNamed()
    {
        var made = await Prediction.OfAsync("GRIN_ALERT_HOURS=0");
        Assert.Equal((0, ""), (made.Run.Code, made.Run.Said));
        Assert.Empty(made.All("Microsoft.Insights/actionGroups"));
        Assert.Empty(Groups(Assert.Single(Alerts(made), static alert => alert.Key == "run-failed").Value));
        Assert.Single(Alerts(made));
    }

    // Named NAME-grin-TOKEN.
    private static Dictionary<string, JsonElement> Alerts(Prediction made) =>
        made.All("Microsoft.Insights/scheduledQueryRules").ToDictionary(
            static alert => alert.GetProperty("name").GetString()!.Split("-grin-")[0],
            static alert => alert.GetProperty("properties"));

    private static JsonElement.ArrayEnumerator Groups(JsonElement alert) => alert.GetProperty("actions").GetProperty("actionGroups").EnumerateArray();
}
