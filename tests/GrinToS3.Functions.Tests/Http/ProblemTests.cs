using System.Text.Json.Nodes;
using GrinToS3.Functions.Starting;
using GrinToS3.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GrinToS3.Functions.Http;

public sealed class ProblemTests
{
    [Theory]
    [InlineData(RunErrorKind.BadInput, 400, "The request can't be carried out")]
    [InlineData(RunErrorKind.Auth, 502, "GRIN does not accept this app's credentials")]
    [InlineData(RunErrorKind.Grin, 502, "GRIN does not answer as expected")]
    [InlineData(RunErrorKind.Storage, 500, "The storage can't be used")]
    public async Task Of_HasTheStatusOfTheErrorsKind_IfARunIsRefused(RunErrorKind kind, int status, string title)
    {
        var answer = await AnswerAsync(new StartOutcome.Refused(new RunError(kind, "TheCode", "what, where, what to do")));

        Assert.Equal(status, answer.Status);
        Assert.Equal(title, answer.Body["title"]!.ToString());
        Assert.Equal("what, where, what to do", answer.Body["detail"]!.ToString());
        Assert.Equal("TheCode", answer.Body["code"]!.ToString());
        Assert.Equal(status, answer.Body["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Of_Is409WithTheDifferences_IfTheConfigurationConflicts()
    {
        var answer = await AnswerAsync(new StartOutcome.Conflict("page_size is 1, given 2", [new("grin.page_size", "1", "2"), new("library_directory", "\"A\"", "\"B\"")]));

        Assert.Equal(409, answer.Status);
        Assert.Equal("page_size is 1, given 2", answer.Body["detail"]!.ToString());
        Assert.Equal(
            """[{"key":"grin.page_size","saved":"1","given":"2"},{"key":"library_directory","saved":"\u0022A\u0022","given":"\u0022B\u0022"}]""",
            answer.Body["differences"]!.ToJsonString());
    }

    [Fact]
    public async Task Of_Is409_IfAnotherSessionHasTheRun()
    {
        var answer = await AnswerAsync(new StartOutcome.Locked("another session works on the run"));

        Assert.Equal(409, answer.Status);
        Assert.Equal("another session works on the run", answer.Body["detail"]!.ToString());
    }

    private static async Task<(int Status, JsonNode Body)> AnswerAsync(StartOutcome outcome)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };

        // Refusals name no instance, so no client is asked.
        await RunAnswers.Of(context.Request, null!, outcome).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        Assert.StartsWith("application/problem+json", context.Response.ContentType, StringComparison.Ordinal);
        return (context.Response.StatusCode, (await JsonNode.ParseAsync(context.Response.Body))!);
    }
}
