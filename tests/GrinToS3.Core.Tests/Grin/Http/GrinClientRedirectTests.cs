using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GrinToS3.Grin.Auth;
using GrinToS3.Testing;

namespace GrinToS3.Grin.Http;

public sealed class GrinClientRedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Get_FollowsWithMethodAndBearer_IfTheRedirectIsRelative(int status)
    {
        await using var stand = new GrinStand((request, reply) =>
            request.Target == "/a/b/end?q=1" ? reply.SendAsync(200, "there") : reply.RedirectAsync("b/end?q=1", status));

        Assert.Equal("there", (await stand.GetAsync(path: "a/start")).Value);
        Assert.All(stand.Server.Requests, request => Assert.Equal(("GET", "Bearer token-0"), (request.Method, request.Authorization)));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Get_FollowsTenRedirects_AndNoMore(int hops, bool succeeds)
    {
        await using var stand = new GrinStand((request, reply) =>
            int.Parse(request.Target.AsSpan(1)) is var hop && hop < hops ? reply.RedirectAsync($"/{hop + 1}") : reply.SendAsync(200, "end"));

        var result = await stand.GetAsync(path: "0");

        Assert.Equal(succeeds, result.IsSuccess);
        Assert.Equal(11, stand.Server.Requests.Count);
        Assert.True(succeeds || result.Error!.Kind is GrinErrorKind.UnexpectedStatus);
    }

    [Fact]
    public async Task Get_Ends_IfRedirectsLoop()
    {
        await using var stand = new GrinStand((_, reply) => reply.RedirectAsync("/x"));

        var error = (await stand.GetAsync(retry: GrinStand.Quick)).Error!;

        Assert.Equal(GrinErrorKind.UnexpectedStatus, error.Kind);
        Assert.Contains("more than 10 redirects", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://books.google.com/x")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("//[")]
    public async Task Get_AsksNobody_IfTheRedirectLeavesHttps(string location)
    {
        await using var stand = new GrinStand((_, reply) => reply.RedirectAsync(location));

        Assert.Equal(GrinErrorKind.UnexpectedStatus, (await stand.GetAsync()).Error!.Kind);
        Assert.Single(stand.Server.Requests);
    }

    [Fact]
    public async Task Get_DoesNotAskAnotherPlainHost_EvenOnThisMachine()
    {
        await using var foreign = new LoopbackServer((_, reply) => reply.SendAsync(200));
        await using var stand = new GrinStand((_, reply) => reply.RedirectAsync(foreign.Base.AbsoluteUri));

        Assert.Equal(GrinErrorKind.UnexpectedStatus, (await stand.GetAsync()).Error!.Kind);
        Assert.Empty(foreign.Requests);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(401, GrinErrorKind.UnexpectedStatus)]
    public async Task Get_AsksAForeignSecureHost_WithoutTheBearer(int status, GrinErrorKind? expected)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var foreign = new LoopbackServer((_, reply) => reply.SendAsync(status, "signed"), certificate);
        using var handler = TokenStand.PatientHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate.GetCertHashString();
        using var http = new HttpClient(handler);
        await using var stand = new GrinStand((_, reply) => reply.RedirectAsync(foreign.Base + "archive?signature=s3cr3t"), http);

        var result = await stand.GetAsync(GrinRequestKind.Archive);

        Assert.Equal(expected, result.Error?.Kind);
        Assert.DoesNotContain("s3cr3t", $"{result.Error}", StringComparison.Ordinal);
        Assert.Null(Assert.Single(foreign.Requests).Authorization);
        Assert.Equal("Bearer token-0", Assert.Single(stand.Server.Requests).Authorization);
    }

    [Fact]
    public async Task Get_SaysSo_IfARedirectLeadsNowhere()
    {
        await using var stand = new GrinStand((_, reply) => reply.SendAsync(302));

        Assert.Contains("leads nowhere", (await stand.GetAsync()).Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://books.google.com/x", true)]
    [InlineData("https://google.com/x", true)]
    [InlineData("https://abc.googleusercontent.com/x", true)]
    [InlineData("https://BOOKS.GOOGLE.COM/x", true)]
    [InlineData("http://books.google.com/x", false)]
    [InlineData("https://evilgoogle.com/x", false)]
    [InlineData("https://google.com.evil.example/x", false)]
    [InlineData("https://google.com@evil.example/x", false)]
    [InlineData("http://127.0.0.1:5000/x", true)]
    [InlineData("http://127.0.0.1:5001/x", false)]
    [InlineData("https://127.0.0.1:5000/x", false)]
    public void MayCarryBearer_IsForGoogleAndTheBaseOnly(string address, bool expected) =>
        Assert.Equal(expected, new RedirectPolicy(new Uri("http://127.0.0.1:5000/libraries/")).MayCarryBearer(new Uri(address)));
}
