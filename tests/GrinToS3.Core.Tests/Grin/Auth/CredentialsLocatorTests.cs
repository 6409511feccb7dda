using GrinToS3.Testing;

namespace GrinToS3.Grin.Auth;

public sealed class CredentialsLocatorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public CredentialsLocatorTests() => _environment["HOME"] = _folder.Path;

    private string Default => Path.Combine(_folder.Path, ".config", "grin-transfer");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ClientSecretPath_IsTheDefault_IfNothingExists() =>
        Assert.Equal(Path.Combine(Default, "client_secret.json"), Locator().ClientSecretPath());

    [Fact]
    public void ClientSecretPath_TakesTheFirst_InTheOrderOfTheSpecification()
    {
        _environment["GRIN_CREDENTIALS_DIR"] = _folder["env"];
        string[] order =
        [
            Put(_folder["env"], "client_secret.json"),
            Put(_folder["run"], "client_secret.json"), Put(_folder["run"], "secrets.json"),
            Put(Default, "client_secret.json"), Put(Default, "secrets.json"),
        ];

        foreach (var expected in order)
        {
            Assert.Equal(expected, Locator(_folder["run"]).ClientSecretPath());
            File.Delete(expected);
        }

        Assert.Equal("named", Locator().ClientSecretPath("named"));
    }

    [Fact]
    public void TokenFilePath_FollowsTheVariables_AndNotTheSecretsFolder()
    {
        Put(_folder["run"], "credentials.json");
        Assert.Equal(Path.Combine(Default, "credentials.json"), Locator(_folder["run"]).TokenFilePath());
        _environment["GRIN_CREDENTIALS_DIR"] = "/read";
        Assert.Equal(Path.Combine("/read", "credentials.json"), Locator().TokenFilePath());
        _environment["GRIN_WRITABLE_CREDENTIALS_DIR"] = "/write";
        Assert.Equal(Path.Combine("/write", "credentials.json"), Locator().TokenFilePath());
        _environment["GRIN_WRITABLE_CREDENTIALS_DIR"] = "";
        Assert.Equal(Path.Combine("/read", "credentials.json"), Locator().TokenFilePath());
        Assert.Equal("named", Locator().TokenFilePath("named"));
    }

    [Theory]
    [InlineData("credentials.json")]
    [InlineData("client_secret.json")]
    [InlineData("secrets.json")]
    public void ServiceAccountKeyPath_FindsAKey_WhereCredentialsAreSearched(string name)
    {
        Assert.Null(Locator().ServiceAccountKeyPath());
        Put(Default, "credentials.json", TokenFiles.Tokens("https://x.example/token"));
        Assert.Null(Locator().ServiceAccountKeyPath());

        var key = Put(Default, name, """{"type": "service_account"}""");

        Assert.Equal(key, Locator().ServiceAccountKeyPath());
        _environment["GRIN_SERVICE_ACCOUNT_KEY"] = "/secrets/key.json";
        Assert.Equal("/secrets/key.json", Locator().ServiceAccountKeyPath());
    }

    private CredentialsLocator Locator(string? secrets = null) => new(name => _environment.GetValueOrDefault(name), secrets);

    private static string Put(string folder, string name, string content = "{}")
    {
        Directory.CreateDirectory(folder);
        return TokenFiles.Write(Path.Combine(folder, name), content);
    }
}
