using System.Reflection;
using System.Text.Json.Nodes;
using GrinToS3.Functions.Starting;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Http;

public sealed class OpenApiTests
{
    private static readonly JsonNode Description = JsonNode.Parse(typeof(OpenApiFunction).Assembly.GetManifestResourceStream("openapi.json")!)!;

    [Fact]
    public void Description_HasExactlyTheRoutesOfTheFunctions()
    {
        var functions = typeof(OpenApiFunction).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods())
            .Select(static method => (method.GetCustomAttribute<FunctionAttribute>()?.Name, Trigger: method.GetParameters().Select(static one => one.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(static one => one is not null)))
            .Where(static function => function.Trigger is not null)
            .ToList();
        Assert.All(functions, static function => Assert.Equal(AuthorizationLevel.Function, function.Trigger!.AuthLevel));

        var routes = functions.SelectMany(static function => function.Trigger!.Methods!.Select(verb => $"{verb} /api/{function.Trigger.Route} {function.Name}"));
        var described = Description["paths"]!.AsObject().SelectMany(static path =>
            path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key} {operation.Value!["operationId"]}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("StartRequest", typeof(StartRequest))]
    [InlineData("EnrichRequest", typeof(EnrichRequest))]
    [InlineData("StartStorage", typeof(StartStorage))]
    [InlineData("StartGrin", typeof(StartGrin))]
    [InlineData("SyncRequest", typeof(SyncRequest))]
    [InlineData("RunSummary", typeof(RunSummary))]
    [InlineData("RunView", typeof(RunView))]
    public void Description_HasExactlyTheMembersOfATypeThatIsSentOrReceived(string schema, Type type)
    {
        var members = type.GetProperties().Select(static one => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.Name));

        Assert.Equal(members.Order(StringComparer.Ordinal), Description["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Description_NamesOnlyComponentsThatItHas()
    {
        var text = Description.ToJsonString();
        var references = System.Text.RegularExpressions.Regex.Matches(text, "#/components/([a-zA-Z]+)/([a-zA-Z]+)");

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(Description["components"]![reference.Groups[1].Value]![reference.Groups[2].Value]));
    }
}
