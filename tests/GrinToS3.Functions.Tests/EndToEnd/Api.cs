using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>The app's HTTP functions, as a caller uses them.</summary>
internal static class Api
{
    internal static Task<ApiAnswer> StartAsync(this FunctionsHost host, object body) =>
        SendAsync(host, HttpMethod.Post, "api/runs", JsonContent.Create(body));

    internal static Task<ApiAnswer> SyncAsync(this FunctionsHost host, string run, object body) =>
        SendAsync(host, HttpMethod.Post, $"api/runs/{run}/sync", JsonContent.Create(body));

    internal static Task<ApiAnswer> PostAsync(this FunctionsHost host, string address, string body = "") =>
        SendAsync(host, HttpMethod.Post, address, new StringContent(body, Encoding.UTF8, "application/json"));

    internal static Task<ApiAnswer> GetAsync(this FunctionsHost host, string address) => SendAsync(host, HttpMethod.Get, address, null);

    /// <summary>Makes the timer tick.</summary>
    internal static Task<ApiAnswer> TickAsync(this FunctionsHost host) => PostAsync(host, "admin/functions/MirrorOnSchedule", """{"input":""}""");

    private static async Task<ApiAnswer> SendAsync(FunctionsHost host, HttpMethod method, string address, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        using var answer = await host.Http.SendAsync(request);
        return await ApiAnswer.ReadAsync(answer);
    }

    internal static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
