namespace GrinToS3.Runs;

/// <summary>
/// Fills in what a new run need not be told of its storage (spec: storage-config 3.1 and 3.2): the protocol, the address and buckets that
/// a credentials file names, and MinIO's usual ones. What is given goes before; a run that exists keeps its own.
/// </summary>
/// <param name="environment">Gives environment variables.</param>
public sealed class StorageDefaults(Func<string, string?> environment)
{
    private const string Place = "storage_config.config";

    /// <summary>Fills in.</summary>
    /// <param name="draft">What the start was given.</param>
    public void Apply(RunConfigDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Text("storage_config.type") is not { } type)
        {
            return;
        }

        draft.SetDefault("storage_config.protocol", StorageTypes.ProtocolOf(type));
        if (type is not StorageTypes.Local)
        {
            ApplyFile(draft, type);
        }

        if (type is StorageTypes.MinIO)
        {
            Fill(draft, "endpoint_url", IsContainer ? "http://minio:9000" : "http://localhost:9000");
            foreach (var bucket in StorageTypes.Buckets)
            {
                Fill(draft, $"bucket_{bucket}", $"grin-{bucket}");
            }
        }
    }

    private bool IsContainer => environment("DOCKER_ENV") is "true" || File.Exists("/.dockerenv");

    private static void Fill(RunConfigDraft draft, string key, string? value)
    {
        if (value is not null && draft.Text($"{Place}.{key}") is null)
        {
            draft.SetDefault($"{Place}.{key}", value);
        }
    }

    private void ApplyFile(RunConfigDraft draft, string type)
    {
        var folders = new CredentialFolders(environment, draft.Text("secrets_dir"));
        var path = draft.Text($"{Place}.credentials_file") ?? folders.Candidates(StorageSecrets.FileName(type)).FirstOrDefault(File.Exists);

        // A file that is missing or can't be read is named by the check of the storage, where the keys are needed.
        if (path is null || !StorageSecrets.TryRead(path, out var secrets, out _))
        {
            return;
        }

        foreach (var key in StorageTypes.Buckets.Select(static bucket => $"bucket_{bucket}").Append("endpoint_url"))
        {
            Fill(draft, key, secrets[key]);
        }
    }
}
