using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Http;

/// <summary><c>GET /api/openapi.json</c>.</summary>
public static class OpenApiFunction
{
    /// <summary>Describes the app's HTTP functions as OpenAPI 3.1.</summary>
    /// <param name="request">The request.</param>
    [Function("OpenApi")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Stream(typeof(OpenApiFunction).Assembly.GetManifestResourceStream("openapi.json")!, "application/json");
}
