using Amazon.Runtime;
using GrinToS3.Runs;

namespace GrinToS3.Objects.S3;

/// <summary>
/// Finds the keys of a store (spec: storage-config 3.2 and 4): the configuration's <c>credentials_file</c>; else <c>{type}_credentials.json</c> in the
/// credentials folders; else <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>; for <c>s3</c> else Amazon's chain; for <c>minio</c> else its defaults.
/// </summary>
/// <param name="folders">Where credential files are.</param>
/// <param name="storage">The configuration.</param>
internal sealed class S3Credentials(CredentialFolders folders, StorageConfig storage)
{
    /// <summary>Finds them.</summary>
    /// <returns>The keys; null for Amazon's chain.</returns>
    /// <exception cref="StorageException">There are none, or their file can't be used (<see cref="StorageErrorKind.Credentials"/>).</exception>
    internal AWSCredentials? Find()
    {
        if (StorageSecrets.PathOf(storage, folders) is { } path)
        {
            return StorageSecrets.TryRead(path, out var secrets, out var problem) && secrets.TryGetKeys(path, out var access, out var secret, out problem)
                ? Keys(access, secret, secrets["session_token"])
                : throw new StorageException(StorageErrorKind.Credentials, problem!);
        }

        // What the Python tool leaves in a configuration where it was given so; we never write it.
        if (storage["access_key"] is { } savedAccess && storage["secret_key"] is { } savedSecret)
        {
            return Keys(savedAccess, savedSecret, null);
        }

        if (storage.Type is StorageTypes.S3)
        {
            return null;
        }

        if (folders["AWS_ACCESS_KEY_ID"] is { } givenAccess && folders["AWS_SECRET_ACCESS_KEY"] is { } givenSecret)
        {
            return Keys(givenAccess, givenSecret, folders["AWS_SESSION_TOKEN"]);
        }

        return storage.Type is StorageTypes.MinIO
            ? Keys("minioadmin", "minioadmin123", null)
            : throw new StorageException(
                StorageErrorKind.Credentials,
                $"there are no keys for {storage.Type} storage: put access_key and secret_key into {folders.Candidates(StorageSecrets.FileName(storage.Type)).First()}, give --credentials-file, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }

    private static AWSCredentials Keys(string access, string secret, string? token) =>
        token is null ? new BasicAWSCredentials(access, secret) : new SessionAWSCredentials(access, secret, token);
}
