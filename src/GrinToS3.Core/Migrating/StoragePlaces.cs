using GrinToS3.Objects;
using GrinToS3.Runs;

namespace GrinToS3.Migrating;

/// <summary>Where a configuration's buckets are, so that two configurations can be compared.</summary>
public static class StoragePlaces
{
    /// <summary>The places of raw, meta and full, as a person would look for them.</summary>
    /// <param name="storage">The configuration.</param>
    public static IReadOnlyList<string> Of(StorageConfig storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return [.. Enum.GetValues<Bucket>().Select(bucket => bucket.ToString().ToLowerInvariant()).Select(Place)];

        string Place(string bucket) => storage.Type is StorageTypes.Local
            ? Path.GetFullPath(Path.Combine(storage["base_path"]!, bucket is "raw" ? bucket : storage[$"bucket_{bucket}"] ?? bucket))
            : $"{storage["endpoint_url"]?.TrimEnd('/') ?? storage.Type}/{storage[$"bucket_{bucket}"]}";
    }
}
