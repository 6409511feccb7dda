using System.Text.Json.Nodes;
using GrinToS3.Testing;

namespace GrinToS3.Runs;

public sealed class StorageRulesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("s3", "s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full")]
    [InlineData("s3", "s3", "bucket_raw=a-raw bucket_meta=a-raw bucket_full=a-raw region=eu-central-1 storage_class=GLACIER_IR sse=aws:kms sse_kms_key_id=k")]
    [InlineData("s3", "s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full endpoint_url=http://127.0.0.1:4610 storage_class=COLD sse=AES256")]
    [InlineData("r2", "s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full endpoint_url=https://x.r2.cloudflarestorage.com")]
    [InlineData("gcs", "gcs", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full storage_class=NEARLINE")]
    public void Start_IsAccepted_IfTheSettingsAreSound(string type, string protocol, string settings)
    {
        var config = Build(type, settings).Config!;

        Assert.Equal((type, protocol), (config.StorageConfig.Type, config.StorageConfig.Protocol));
    }

    [Theory]
    [InlineData("", "", "give --storage local, s3, r2, minio or gcs")]
    [InlineData("ftp", "", "the storage type 'ftp' is not supported; use local, s3")]
    [InlineData("s3", "", "give --bucket-raw NAME")]
    [InlineData("s3", "bucket_raw=a-raw bucket_full=a-full", "give --bucket-meta NAME")]
    [InlineData("gcs", "bucket_raw=a-raw", "give --bucket-meta NAME")]
    [InlineData("s3", "bucket_raw=UPPER bucket_meta=a-meta bucket_full=a-full", "'UPPER' is no name of a bucket")]
    [InlineData("s3", "bucket_raw=s3://a bucket_meta=a-meta bucket_full=a-full", "'s3://a' is no name of a bucket")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full base_path=/srv", "leave --storage-path out")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full region=EU", "'EU' is no region")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full storage_class=STANDARD-IA", "is none of Amazon's")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full sse=yes", "must be AES256 or aws:kms")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full sse=AES256 sse_kms_key_id=k", "needs sse=aws:kms")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full endpoint_url=host:9000", "endpoint_url 'host:9000' must be")]
    [InlineData("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full endpoint_url=https://host/bucket", "must be")]
    [InlineData("r2", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full", "give --endpoint-url https://ACCOUNT")]
    [InlineData("r2", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full endpoint_url=https://x.example sse=AES256", "is not for r2")]
    public void Start_IsRefusedInOneLine_IfASettingIsNot(string type, string settings, string expected)
    {
        var problem = Build(type, settings).Problem!;

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void MinIO_HasItsUsualAddressAndBuckets_IfNothingIsGiven()
    {
        _environment["DOCKER_ENV"] = "true";

        var storage = Build("minio", "bucket_meta=mine").Config!.StorageConfig;

        Assert.Equal(
            ("http://minio:9000", "grin-raw", "mine", "grin-full"),
            (storage["endpoint_url"], storage["bucket_raw"], storage["bucket_meta"], storage["bucket_full"]));
    }

    [Fact]
    public void R2_TakesAddressAndBucketsFromTheCredentialsFile_ButNoKey()
    {
        Give("""{"endpoint_url": "https://x.example", "access_key": "a", "secret_key": "hush", "bucket_raw": "f-raw", "bucket_meta": "f-meta", "bucket_full": "f-full"}""");

        var config = Build("r2", "bucket_meta=mine").Config!;

        var storage = config.StorageConfig;
        Assert.Equal(
            ("https://x.example", "f-raw", "mine", "f-full"),
            (storage["endpoint_url"], storage["bucket_raw"], storage["bucket_meta"], storage["bucket_full"]));
        Assert.DoesNotContain("hush", System.Text.Encoding.UTF8.GetString(RunConfigFile.ToBytes(config)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_key")]
    [InlineData("secret_key")]
    [InlineData("session_token")]
    public void Secrets_AreRefused_WhetherTheRunExistsOrNot(string key)
    {
        var directory = new RunDirectory(_folder.Path, Name);
        var draft = Draft("s3", $"bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full {key}=hush");

        Assert.Contains("AWS_ACCESS_KEY_ID", RunConfigFile.Start(directory, draft).Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.Config));
        Assert.Null(RunConfigFile.Start(directory, Draft("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full")).Problem);
        var again = RunConfigFile.Start(directory, draft);
        Assert.Contains("--credentials-file", again.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", again.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void PublicBytes_LeaveOutKeysOfThePythonTool()
    {
        var config = Build("s3", "bucket_raw=a-raw bucket_meta=a-meta bucket_full=a-full").Config!;
        var storage = config.StorageConfig;
        var withKeys = config with
        {
            StorageConfig = storage with { Config = storage.Config.Append(new("access_key", "a")).Append(new("secret_key", "hush")).ToDictionary() },
        };

        Assert.Equal(RunConfigFile.ToBytes(config), RunConfigFile.ToPublicBytes(withKeys));
        Assert.Equal(RunConfigFile.ToBytes(config), RunConfigFile.ToPublicBytes(config));
    }

    private static RunName Name => RunName.TryParse("run1", out var name, out var problem) ? name : throw new InvalidOperationException(problem);

    private void Give(string credentials) => File.WriteAllBytes(_folder["r2_credentials.json"], System.Text.Encoding.UTF8.GetBytes(credentials));

    private (RunConfig? Config, string? Problem) Build(string type, string settings) =>
        Draft(type, settings).TryBuild(out var config, out var problem) ? (config, null) : (null, problem);

    private RunConfigDraft Draft(string type, string settings)
    {
        _environment["GRIN_CREDENTIALS_DIR"] = _folder.Path;
        var draft = new RunConfigDraft(Name).Set("library_directory", "Example").Set("storage_config.type", type);
        foreach (var pair in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static one => one.Split('=', 2)))
        {
            draft.Set($"storage_config.config.{pair[0]}", JsonValue.Create(pair[1]));
        }

        new StorageDefaults(_environment.GetValueOrDefault).Apply(draft);
        return draft;
    }
}
