using System.Text;
using GrinToS3.Functions.Starting;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Functions.Http;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task ReadAsync_GivesTheRequest_IfEveryMemberIsGiven()
    {
        var (start, problem) = await ReadAsync(
            """
            {"run":"main","libraryDirectory":"Harvard","storage":{"type":"local","basePath":"/data","bucketRaw":"r","bucketMeta":"m","bucketFull":"f"},
             "grin":{"baseUrl":"https://grin.test/","requestsPerSecond":2.5,"concurrentRequests":3,"pageSize":250},
             "limit":5,"refresh":true,"restart":true,"patienceMinutes":9}
            """);

        Assert.Null(problem);
        Assert.Equal(
            new StartRequest
            {
                Run = "main",
                LibraryDirectory = "Harvard",
                Storage = new StartStorage { Type = "local", BasePath = "/data", BucketRaw = "r", BucketMeta = "m", BucketFull = "f" },
                Grin = new StartGrin { BaseUrl = "https://grin.test/", RequestsPerSecond = 2.5, ConcurrentRequests = 3, PageSize = 250 },
                Limit = 5,
                Refresh = true,
                Restart = true,
                PatienceMinutes = 9,
            },
            start);
    }

    [Theory]
    [InlineData("", "the body is empty; give a JSON object")]
    [InlineData("null", "the body is null; give a JSON object")]
    [InlineData("{", "line 1, $")]
    [InlineData("[]", "line 1, $")]
    [InlineData("{\n\"run\": 5}", "line 2, $.run")]
    [InlineData("""{"limt":5}""", "limt")]
    [InlineData("""{"storage":{"secretKey":"s"}}""", "secretKey")]
    [InlineData("""{"grin":{"pageSize":"big"}}""", "$.grin.pageSize")]
    [InlineData("""{"limit":99999999999}""", "$.limit")]
    public async Task ReadAsync_SaysWhatIsWrongInOneLine_IfTheBodyIsNoRequest(string body, string said)
    {
        var (start, problem) = await ReadAsync(body);

        Assert.Null(start);
        Assert.Contains(said, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
        Assert.DoesNotContain("GrinToS3", problem!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_RefusesABody_IfItIsTooLarge(bool saysSo)
    {
        var (start, problem) = await ReadAsync($$"""{"run":"{{new string('a', 5_000_000)}}"}""", saysSo);

        Assert.Null(start);
        Assert.Contains("4194304", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "limit must be at least 1")]
    [InlineData(1, -1, "patienceMinutes must be between 0 and 10000")]
    [InlineData(1, 10_001, "patienceMinutes must be between 0 and 10000")]
    [InlineData(1, 10_000, null)]
    public void Examine_NamesTheMember_IfItIsOutOfRange(int limit, int patience, string? problem) =>
        Assert.Equal(problem, new StartRequest { Limit = limit, PatienceMinutes = patience }.Examine());

    [Theory]
    [InlineData(0L, 0, "limit must be at least 1")]
    [InlineData(null, 10_001, "patienceMinutes must be between 0 and 10000")]
    [InlineData(null, 0, null)]
    public void Examine_NamesTheMemberOfAnEnrichRequest_IfItIsOutOfRange(long? limit, int patience, string? problem) =>
        Assert.Equal(problem, new EnrichRequest { Limit = limit, PatienceMinutes = patience }.Examine());

    [Fact]
    public void Examine_AsksForOneOfThem_IfAnEnrichRequestBothForgetsAndPolls() => Assert.Equal(
        "reset forgets all volumes, requested asks for some; give one of them", new EnrichRequest { Reset = true, Requested = true }.Examine());

    private static Task<(StartRequest? Value, string? Problem)> ReadAsync(string body, bool saysLength = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(bytes);
        request.ContentLength = saysLength ? bytes.Length : null;
        return RequestBody.ReadAsync<StartRequest>(request, CancellationToken.None);
    }
}
