using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrinToS3.Benchmarks;

/// <summary>What a scenario measured, in the order in which it is printed; numbers are rounded for reading.</summary>
public sealed class Figures
{
    private readonly JsonObject _json = [];

    public Figures(string scenario) => _json["scenario"] = scenario;

    public Figures Add(string key, double value, int digits = 1)
    {
        _json[key] = Math.Round(value, digits);
        return this;
    }

    /// <summary>Adds a figure; null for one that could not be had.</summary>
    public Figures Add(string key, JsonNode? value)
    {
        _json[key] = value;
        return this;
    }

    public string ToJson() => _json.ToJsonString(JsonSerializerOptions.Default);
}
