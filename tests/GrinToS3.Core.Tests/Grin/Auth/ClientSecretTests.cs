using GrinToS3.Testing;

namespace GrinToS3.Grin.Auth;

public sealed class ClientSecretTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GivesTheClient()
    {
        var client = ClientSecret.Read(TokenFiles.Write(_folder["c.json"], TokenFiles.Client("https://oauth2.googleapis.com/token"))).Value!;

        Assert.Equal("client.apps.example", client.ClientId);
        Assert.Equal("GOCSPX-s3cr3t", client.Secret);
        Assert.Equal("https://accounts.google.com/o/oauth2/auth", client.AuthorizationAddress.AbsoluteUri);
        Assert.Equal("https://oauth2.googleapis.com/token", client.TokenAddress.AbsoluteUri);
    }

    [Theory]
    [InlineData("{\"web\": {}}", "no object 'installed'")]
    [InlineData("{\"installed\": 1}", "no object 'installed'")]
    [InlineData("{\"installed\": {\"client_id\": \"x\", \"auth_uri\": \"https://a\"}}", "lacks client_secret, token_uri")]
    [InlineData("{", "is not a JSON object")]
    [InlineData("{\"installed\": {\"client_id\": 1, \"client_secret\": \"s3cr3t\", \"auth_uri\": 1, \"token_uri\": 1}}", "empty client_id")]
    [InlineData("{\"installed\": {\"client_id\": \"x\", \"client_secret\": \"s3cr3t\", \"auth_uri\": \"http://evil.example\", \"token_uri\": \"https://x\"}}", "auth_uri")]
    public void Read_SaysWhatIsWrong(string content, string expected)
    {
        var error = ClientSecret.Read(TokenFiles.Write(_folder["c.json"], content)).Error!;

        Assert.Equal(GrinErrorKind.CredentialsMissing, error.Kind);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenFiles.SecretMark, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SaysSo_IfThereIsNoFile() =>
        Assert.Contains("does not exist", ClientSecret.Read(_folder["none.json"]).Error!.Message, StringComparison.Ordinal);
}
