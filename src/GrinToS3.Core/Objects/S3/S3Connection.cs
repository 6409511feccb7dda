using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace GrinToS3.Objects.S3;

/// <summary>One client for the life of a store, made at first use; and the one place where what it throws becomes a failure with a kind.</summary>
/// <param name="settings">What the provider needs.</param>
/// <param name="credentials">Finds the keys; null from it means Amazon's own chain.</param>
internal sealed class S3Connection(S3Settings settings, Func<AWSCredentials?> credentials) : IDisposable
{
    // The pool and time-outs of the spec (1.1, 2.4); a part of 100 MiB has ten minutes.
    private const int Connections = 150;

    // The SDK's own 8 KiB make some 1,300 calls to the system for an archive of 10 MB.
    private const int SendBytes = 128 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private AmazonS3Client? _client;

    internal S3Settings Settings => settings;

    /// <summary>Calls the server.</summary>
    /// <param name="what">What is tried, for a person, such as <c>store</c>.</param>
    /// <param name="key">The object; an empty key means the bucket.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's token: its cancellation is no failure.</param>
    /// <exception cref="StorageException">The call failed.</exception>
    internal async Task<T> CallAsync<T>(string what, ObjectKey key, Func<IAmazonS3, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(Client(), cancellationToken);
        }
        catch (Exception error) when (error is not StorageException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (S3Failure.From(error, what, settings, key) is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }

    public void Dispose() => _client?.Dispose();

    private AmazonS3Client Client()
    {
        lock (_gate)
        {
            return _client ??= credentials() is { } keys ? new AmazonS3Client(keys, Config()) : new AmazonS3Client(Config());
        }
    }

    private AmazonS3Config Config()
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = settings.Retries,
            RetryMode = RequestRetryMode.Standard,
            ConnectTimeout = ConnectTimeout,
            Timeout = RequestTimeout,
            MaxConnectionsPerServer = Connections,
            CacheHttpClient = false,
            BufferSize = SendBytes,

            // Not every server understands checksums that trail the content. Ours are in the signature (SHA-256) and in Content-MD5.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.UseHttp = endpoint.Scheme == Uri.UriSchemeHttp;
            config.ForcePathStyle = true;
            config.AuthenticationRegion = settings.Region;
        }
        else
        {
            config.RegionEndpoint = settings.Region is { } region
                ? RegionEndpoint.GetBySystemName(region)
                : FallbackRegionFactory.GetRegionEndpoint() ?? RegionEndpoint.USEast1;
        }

        return config;
    }
}
