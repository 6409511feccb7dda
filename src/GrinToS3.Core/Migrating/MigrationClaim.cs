using System.Text.Json;
using GrinToS3.Objects;
using GrinToS3.Runs;

namespace GrinToS3.Migrating;

/// <summary>Makes sure that what lies at the target under the run's name is this run's, and says so there: another library's run may have the same name.</summary>
internal static class MigrationClaim
{
    /// <summary>Claims the target.</summary>
    /// <param name="store">The target.</param>
    /// <param name="layout">The run's keys there.</param>
    /// <param name="config">The run's configuration as it will be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">Something else is there.</exception>
    internal static async Task TakeAsync(IObjectStore store, ObjectLayout layout, RunConfig config, CancellationToken cancellationToken)
    {
        await StorageProbe.RunAsync(store, layout, cancellationToken);
        if (await ReadAsync(store, layout.RunConfig, cancellationToken) is { } bytes)
        {
            Require(store.Describe(layout.RunConfig), Parse(bytes), config);
            return;
        }

        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await foreach (var one in store.ListAsync(bucket, layout.Prefix, cancellationToken))
            {
                throw Refused($"{store.Describe(one.Key)} is there already, and no {store.Describe(layout.RunConfig)} says of which run it is");
            }
        }

        if (!await store.TryCreateAsync(layout.RunConfig, RunConfigFile.ToPublicBytes(config), cancellationToken))
        {
            throw Refused($"{store.Describe(layout.RunConfig)} has just been stored by another run");
        }
    }

    private static void Require(string place, RunConfig? there, RunConfig config)
    {
        if (there is null || there.RunName != config.RunName || there.LibraryDirectory != config.LibraryDirectory || there.Grin.BaseUrl != config.Grin.BaseUrl)
        {
            throw Refused($"{place} is of another run{(there is null ? "" : $" (library directory {there.LibraryDirectory})")}");
        }
    }

    private static StorageException Refused(string says) => new(StorageErrorKind.Conflict, $"{says}; choose other buckets or another folder");

    private static RunConfig? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<RunConfig>(bytes, RunConfigFile.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(IObjectStore store, ObjectKey key, CancellationToken cancellationToken)
    {
        await using var content = await store.ReadAsync(key, range: null, cancellationToken);
        if (content is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await content.Body.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
