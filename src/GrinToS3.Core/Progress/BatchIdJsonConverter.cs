using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrinToS3.Progress;

/// <summary>Writes a batch id as the text that it is.</summary>
internal sealed class BatchIdJsonConverter : JsonConverter<BatchId>
{
    public override BatchId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BatchId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("no batch id");

    public override void Write(Utf8JsonWriter writer, BatchId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
