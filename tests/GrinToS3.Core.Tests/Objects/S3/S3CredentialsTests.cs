using GrinToS3.Runs;
using GrinToS3.Testing;

namespace GrinToS3.Objects.S3;

public sealed class S3CredentialsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_TakesTheNamedFile_BeforeAllElse()
    {
        Give("r2_credentials.json", "default", "default-secret");
        Give("other.json", "named", "named-secret");
        GiveVariables();

        Assert.Equal(("named", "named-secret", ""), Find("r2", ("credentials_file", _folder["other.json"])));
    }

    [Fact]
    public void Find_TakesTheFileInTheCredentialsFolder_BeforeTheEnvironment()
    {
        Give("r2_credentials.json", "default", "default-secret");
        GiveVariables();

        Assert.Equal(("default", "default-secret", ""), Find("r2"));
    }

    [Theory]
    [InlineData("r2")]
    [InlineData("gcs")]
    [InlineData("minio")]
    public void Find_TakesTheEnvironment_IfThereIsNoFile(string type)
    {
        GiveVariables();

        Assert.Equal(("variable", "variable-secret", "token"), Find(type));
    }

    [Fact]
    public void Find_TakesMinIOsDefaults_IfThereIsNothing() => Assert.Equal(("minioadmin", "minioadmin123", ""), Find("minio"));

    [Fact]
    public void Find_TakesWhatThePythonToolLeftInTheConfiguration() =>
        Assert.Equal(("saved", "saved-secret", ""), Find("minio", ("access_key", "saved"), ("secret_key", "saved-secret")));

    [Fact]
    public void Find_LeavesItToAmazonsChain_IfTheTypeIsS3() => Assert.Null(Open("s3").Find());

    [Theory]
    [InlineData("r2")]
    [InlineData("gcs")]
    public void Find_SaysWhereKeysGo_IfThereAreNone(string type)
    {
        var failed = Assert.Throws<StorageException>(() => Open(type).Find());

        Assert.Equal(StorageErrorKind.Credentials, failed.Kind);
        Assert.Contains(_folder[$"{type}_credentials.json"], failed.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"access_key\": \"a\", \"secret_key\": hush}", "is not JSON")]
    [InlineData("[\"hush\"]", "holds no JSON object")]
    [InlineData("{\"secret_key\": \"hush\"}", "has no access_key")]
    [InlineData("{\"access_key\": \"hush\", \"secret_key\": \"\"}", "has no secret_key")]
    [InlineData(null, "can't be read")]
    public void Find_SaysWhatIsWrongWithTheFile_AndQuotesNothing(string? content, string expected)
    {
        if (content is not null)
        {
            File.WriteAllBytes(_folder["keys.json"], System.Text.Encoding.UTF8.GetBytes(content));
        }

        var failed = Assert.Throws<StorageException>(() => Open("r2", ("credentials_file", _folder["keys.json"])).Find());

        Assert.Contains(expected, failed.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["keys.json"], failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failed.Message, StringComparison.Ordinal);
    }

    private void Give(string file, string access, string secret) =>
        File.WriteAllBytes(_folder[file], System.Text.Encoding.UTF8.GetBytes($$"""{"access_key": "{{access}}", "secret_key": "{{secret}}"}"""));

    private void GiveVariables()
    {
        _environment["AWS_ACCESS_KEY_ID"] = "variable";
        _environment["AWS_SECRET_ACCESS_KEY"] = "variable-secret";
        _environment["AWS_SESSION_TOKEN"] = "token";
    }

    private (string Access, string Secret, string Token) Find(string type, params (string Key, string Value)[] settings)
    {
        var keys = Open(type, settings).Find()!.GetCredentials();
        return (keys.AccessKey, keys.SecretKey, keys.Token ?? "");
    }

    private S3Credentials Open(string type, params (string Key, string Value)[] settings)
    {
        _environment["GRIN_CREDENTIALS_DIR"] = _folder.Path;
        var config = settings.ToDictionary(static one => one.Key, static one => (string?)one.Value);
        return new S3Credentials(
            new CredentialFolders(_environment.GetValueOrDefault),
            new StorageConfig { Type = type, Protocol = "s3", Config = config });
    }
}
