using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using GrinToS3.Runs;

namespace GrinToS3.Objects.S3;

/// <summary>Says of what S3 threw what it was, where, and what to do.</summary>
internal static class S3Failure
{
    /// <summary>The failure, or null for what nobody thought of.</summary>
    internal static StorageException? From(Exception error, string what, S3Settings settings, ObjectKey key)
    {
        if (Explain(error, settings, key) is not var (kind, reason))
        {
            return null;
        }

        var bucket = settings.Buckets[key.Bucket];
        var place = key.Key is "" ? $"bucket {bucket}" : $"s3://{bucket}/{key.Key}";
        return new StorageException(kind, $"can't {what} {place} at {settings.EndpointName}: {reason}", error);
    }

    private static (StorageErrorKind Kind, string Reason)? Explain(Exception error, S3Settings settings, ObjectKey key) => error switch
    {
        AmazonS3Exception answer => Answered(answer, settings, key),
        AmazonServiceException { StatusCode: 0 } or HttpRequestException or SocketException or IOException or TimeoutException or OperationCanceledException =>
            (StorageErrorKind.Unreachable, $"no answer ({Innermost(error)}); check endpoint_url and the network"),
        AmazonClientException when Chain(error).Any(static one => one is HttpRequestException or SocketException or IOException) =>
            (StorageErrorKind.Unreachable, $"no answer ({Innermost(error)}); check endpoint_url and the network"),
        AmazonClientException => (StorageErrorKind.Credentials, $"no credentials ({OneLine(error.Message)}); {WhereKeysGo(settings)}"),
        _ => null,
    };

    private static (StorageErrorKind Kind, string Reason) Answered(AmazonS3Exception answer, S3Settings settings, ObjectKey key)
    {
        var said = $"it answered {(int)answer.StatusCode} {answer.ErrorCode}: {OneLine(answer.Message)}";
        return answer switch
        {
            { ErrorCode: "NoSuchBucket" } => (StorageErrorKind.BucketMissing, $"there is no such bucket; make it, or give another --bucket-{key.Bucket.ToString().ToLowerInvariant()}"),
            { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "TokenRefreshRequired" or "InvalidSecurity" } =>
                (StorageErrorKind.Credentials, $"it does not accept the keys ({answer.ErrorCode}); {WhereKeysGo(settings)}"),
            { ErrorCode: "RequestTimeTooSkewed" or "RequestExpired" } => (StorageErrorKind.ClockSkew, "this machine's clock differs from the server's; set it right"),
            { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } or { StatusCode: HttpStatusCode.MovedPermanently } =>
                (StorageErrorKind.WrongRegion, $"the bucket is in another region ({OneLine(answer.Message)}); give --storage-config region=REGION"),
            { ErrorCode: "QuotaExceeded" or "XMinioStorageFull" or "StorageFull" or "InsufficientCapacity" } or { StatusCode: HttpStatusCode.InsufficientStorage } =>
                (StorageErrorKind.Full, $"no room is left ({answer.ErrorCode}); free some, or raise the quota"),
            { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } => (StorageErrorKind.OutOfRange, "it has no bytes there"),
            { ErrorCode: "ConditionalRequestConflict" or "OperationAborted" } => (StorageErrorKind.Conflict, "somebody else changes it at the same moment; try again"),
            { ErrorCode: "SlowDown" or "Throttling" or "ThrottlingException" or "TooManyRequests" or "RequestLimitExceeded" } or { StatusCode: HttpStatusCode.TooManyRequests } =>
                (StorageErrorKind.Throttled, "it asks for fewer requests; try again later, or lower --sync-task-upload-concurrency"),
            { ErrorCode: "RequestTimeout" or "XAmzContentSHA256Mismatch" or "BadDigest" } => (StorageErrorKind.ServerFault, $"{said}; try again"),
            { StatusCode: HttpStatusCode.Forbidden } => (StorageErrorKind.AccessDenied, Denied(answer, settings)),
            { StatusCode: HttpStatusCode.NotFound } => (StorageErrorKind.NotFound, "it is not there"),
            { StatusCode: >= HttpStatusCode.InternalServerError } => (StorageErrorKind.ServerFault, $"{said}; try again later"),
            _ => (StorageErrorKind.Rejected, said),
        };
    }

    // A HEAD has no body: its 403 has no reason, and S3 gives it for a key that is not there too, to keys that may not list.
    private static string Denied(AmazonS3Exception answer, S3Settings settings) => answer.ErrorCode is "Forbidden" or "" or null
        ? $"it answered 403 and no reason: the keys are wrong ({WhereKeysGo(settings)}), or they lack s3:GetObject, or the object is not there and they lack s3:ListBucket, without which S3 can't say so"
        : $"the keys may not do this ({answer.ErrorCode}); docs/storage-keys.md names the permissions";

    private static string WhereKeysGo(S3Settings settings) => settings.Type is StorageTypes.S3
        ? "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or give --credentials-file"
        : $"put access_key and secret_key into {settings.Type}_credentials.json in the credentials folder, give --credentials-file, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var one = error; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }

    private static string Innermost(Exception error) => OneLine(Chain(error).Last().Message);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
