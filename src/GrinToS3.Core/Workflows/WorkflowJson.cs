using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrinToS3.Workflows;

/// <summary>How inputs and results travel between workflows, activities and entities: the same bytes in every host.</summary>
public static class WorkflowJson
{
    /// <summary>Camel case, enums by name, nulls left out.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value, by its run-time type.</param>
    public static string Write(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), Options);

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="json">The text.</param>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
