using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GrinToS3.Grin.Auth;

public sealed class ServiceAccountTokenSourceTests
{
    [Fact]
    public async Task Get_SendsAStatement_ThatTheKeyHasSigned()
    {
        using var rsa = RSA.Create(2048);
        await using var stand = new TokenStand();
        var path = Write(stand, rsa.ExportPkcs8PrivateKeyPem());

        var token = (await new ServiceAccountTokenSource(path, stand.Endpoint, stand.Time).GetAsync(default)).Value!;

        Assert.Equal(("token-1", "robot@p.example"), (token.Value, token.Account));
        var form = stand.Server.Requests[0].Form;
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"].Split('.');
        Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(stand.Address, claims.RootElement.GetProperty("aud").GetString());
        Assert.Equal("robot@p.example", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal(3600, claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Get_NamesTheAccount_IfItsKeyIsRefused()
    {
        using var rsa = RSA.Create(2048);
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(400, """{"error": "invalid_grant"}"""));

        var error = (await new ServiceAccountTokenSource(Write(stand, rsa.ExportPkcs8PrivateKeyPem()), stand.Endpoint, stand.Time).GetAsync(default)).Error!;

        Assert.Equal(GrinErrorKind.AuthFailed, error.Kind);
        Assert.Contains("robot@p.example", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s3cr3t")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\nczNjcjN0\\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\\nczNjcjN0\\n-----END PUBLIC KEY-----")]
    public async Task Get_SaysWhatIsWrong_IfTheKeyIsNone(string pem)
    {
        await using var stand = new TokenStand();

        var error = (await new ServiceAccountTokenSource(Write(stand, pem), stand.Endpoint, stand.Time).GetAsync(default)).Error!;

        Assert.Equal(GrinErrorKind.CredentialsMissing, error.Kind);
        Assert.Contains("private_key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenFiles.SecretMark, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ChoosesByTheFilesThatAreThere()
    {
        await using var stand = new TokenStand();
        var locator = new CredentialsLocator(name => name == CredentialsLocator.DirectoryVariable ? stand.Folder.Path : null);

        Assert.IsType<UserTokenSource>(TokenSources.Open(locator, stand.Endpoint, stand.Time));
        TokenFiles.Write(stand.Folder["client_secret.json"], """{"type": "service_account"}""");
        Assert.IsType<ServiceAccountTokenSource>(TokenSources.Open(locator, stand.Endpoint, stand.Time));
    }

    private static string Write(TokenStand stand, string pem) => TokenFiles.Write(stand.Folder["key.json"], $$"""
        {"type": "service_account", "client_email": "robot@p.example", "private_key_id": "k1",
         "private_key": "{{pem.Replace("\n", "\\n", StringComparison.Ordinal)}}", "token_uri": "{{stand.Address}}"}
        """);
}
