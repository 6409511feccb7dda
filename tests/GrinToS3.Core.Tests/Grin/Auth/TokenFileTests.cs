using System.Text;
using System.Text.Json;
using GrinToS3.Testing;

namespace GrinToS3.Grin.Auth;

public sealed class TokenFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_KeepsWhatWasRead_AndUnknownKeys()
    {
        var path = TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens("https://oauth2.googleapis.com/token", extra: """, "universe": {"a": [1, "é"]}"""));
        var read = TokenFile.Read(path).Value!;

        Assert.Null(read.TryWrite(_folder["b.json"]));
        var again = TokenFile.Read(_folder["b.json"]).Value!;

        Assert.Equal(read.Token, again.Token);
        Assert.Equal(read.RefreshToken, again.RefreshToken);
        Assert.Equal(read.TokenAddress, again.TokenAddress);
        Assert.Equal(read.Scopes, again.Scopes);
        Assert.True(again.HasRequiredScopes);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder["b.json"]));
        Assert.Equal("é", json.RootElement.GetProperty("universe").GetProperty("a")[1].GetString());
    }

    [Fact]
    public void Write_WritesExpiryAndTwoSpaces_AfterARefresh()
    {
        var path = TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens("https://oauth2.googleapis.com/token", extra: """, "expiry": "old" """));
        var end = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

        Assert.Null(TokenFile.Read(path).Value!.With(new TokenGrant { AccessToken = "new" }, end).TryWrite(path));

        var text = File.ReadAllText(path);
        Assert.StartsWith("{\n  \"token\": \"new\",\n  \"refresh_token\": \"1//refresh-s3cr3t+x\",\n", text, StringComparison.Ordinal);
        Assert.Contains("\"expiry\": \"2026-01-02T01:04:05Z\"", text, StringComparison.Ordinal);
        Assert.Equal(end, TokenFile.Read(path).Value!.ExpiresAt);
    }

    [Fact]
    public void Write_MakesFileAndFolderPrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        var path = Path.Combine(_folder.Path, "new", "deeper", "credentials.json");
        var file = TokenFile.Read(TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens("https://x.example/token"))).Value!;

        Assert.Null(file.TryWrite(path));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_IsAProblemLine_IfThePathIsAFolder()
    {
        var file = TokenFile.Read(TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens("https://x.example/token"))).Value!;
        Directory.CreateDirectory(_folder["taken"]);

        var problem = file.TryWrite(_folder["taken"]);

        Assert.Contains("cannot be written", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("refresh_token")]
    [InlineData("token_uri")]
    [InlineData("client_id")]
    [InlineData("client_secret")]
    [InlineData("scopes")]
    public void Read_CountsAsAbsent_IfAKeyIsMissing(string key)
    {
        var path = TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens("https://x.example/token").Replace($"\"{key}\"", "\"other\"", StringComparison.Ordinal));

        var error = TokenFile.Read(path).Error!;

        Assert.Equal(GrinErrorKind.CredentialsMissing, error.Kind);
        Assert.Contains($"lacks {key};", error.Message, StringComparison.Ordinal);
        Assert.Contains("grin auth setup", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://oauth.example/token")]
    [InlineData("https://user:pw@oauth.example/token")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void Read_RefusesTokenUri_IfSecretsWouldTravelInTheOpen(string address)
    {
        var error = TokenFile.Read(TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens(address))).Error!;

        Assert.Contains("token_uri", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("not json s3cr3t")]
    [InlineData("{\"token\": \"\\ud800\"}")]
    [InlineData("{\"token\": \"s3cr3t\", \"token\": \"s3cr3t\"}")]
    public void Read_SaysSo_IfItIsNoJsonObject(string content)
    {
        var error = TokenFile.Read(TokenFiles.Write(_folder["a.json"], content)).Error!;

        Assert.Contains("is not a JSON object", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenFiles.SecretMark, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Refuses_IfTheFileIsHuge()
    {
        using (var file = File.Create(_folder["a.json"]))
        {
            file.SetLength(1L << 32);
        }

        Assert.Contains("more than 1 MiB", TokenFile.Read(_folder["a.json"]).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Works_IfTheFileHasAByteOrderMark()
    {
        File.WriteAllBytes(_folder["a.json"], [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(TokenFiles.Tokens("https://x.example/token"))]);

        Assert.True(TokenFile.Read(_folder["a.json"]).IsSuccess);
    }

    [Fact]
    public void ToString_HidesSecrets_OfEverythingThatHoldsThem()
    {
        var file = TokenFile.Read(TokenFiles.Write(_folder["a.json"], TokenFiles.Tokens("https://x.example/token"))).Value!;
        var client = ClientSecret.Read(TokenFiles.Write(_folder["c.json"], TokenFiles.Client("https://x.example/token"))).Value!;
        object[] holders = [file, client, new AccessToken("s3cr3t"), new TokenGrant { AccessToken = "s3cr3t" }, AuthorizationReply.Granted("s3cr3t")];

        Assert.All(holders, holder => Assert.DoesNotContain(TokenFiles.SecretMark, $"{holder}", StringComparison.Ordinal));
    }
}
