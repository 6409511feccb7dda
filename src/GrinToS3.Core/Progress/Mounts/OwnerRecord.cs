using System.Text.Json;
using System.Text.Json.Serialization;
using GrinToS3.Files;

namespace GrinToS3.Progress.Mounts;

/// <summary>The content of <c>books.db.owner</c>: who has the progress file, and a count that grows while it lives.</summary>
/// <param name="Host">The host id.</param>
/// <param name="Nonce">The connection, as in the lock.</param>
/// <param name="Generation">The owner's generation in the file; null before it has one, and for readers.</param>
/// <param name="Beat">How often it has been renewed.</param>
internal sealed record OwnerRecord(
    [property: JsonPropertyName("host")] string Host,
    [property: JsonPropertyName("nonce")] string Nonce,
    [property: JsonPropertyName("generation")] long? Generation,
    [property: JsonPropertyName("beat")] long Beat)
{
    /// <summary>The file's text as the server has it now; null where there is none, or it is just being replaced.</summary>
    public static string? ReadText(MountNames names)
    {
        _ = MountCalls.Refresh(names.Folder);
        try
        {
            using var stream = new FileStream(UnlockedFile.OpenRead(names.Owner), FileAccess.Read, bufferSize: 0);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a text says; null where it is no such record.</summary>
    public static OwnerRecord? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<OwnerRecord>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file.</summary>
    public void Write(MountNames names) => AtomicFile.Write(names.Owner, stream => JsonSerializer.Serialize(stream, this));
}
