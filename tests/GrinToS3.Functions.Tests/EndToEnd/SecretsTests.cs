using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

public sealed class SecretsTests(EndToEndFixture fixture, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    [Fact]
    public async Task Secrets_AreNowhere_AfterRunsThatUsedThem()
    {
        // A token that expires at once is refreshed all the time; a page that fails makes messages.
        var stand = await StandAsync(new SimulatorOptions { Books = 500, TokenLifetime = TimeSpan.FromSeconds(2), Faults = Faults("_all_books:page=2:429", "_all_books:page=3:token-rejected") });
        var key = stand["key.json"];
        await stand.Grin.WriteServiceAccountKeyAsync(key);
        var secrets = Secrets(stand, key);

        var person = await stand.HostAsync();
        (await person.StartAsync(new { run = "person" })).Expect(202);
        await stand.Hub.EndAsync("person", "Completed", Lasting.Run);
        await person.StopAsync();
        var service = await stand.HostAsync("a", ("GRIN_SERVICE_ACCOUNT_KEY", key));
        (await service.StartAsync(new { run = "service" })).Expect(202);
        await stand.Hub.EndAsync("service", "Completed", Lasting.Run);
        var shown = (await service.GetAsync("api/runs/service")).Expect(200).Text;
        await service.StopAsync();

        var (searched, witnesses) = (0L, 0);
        Search("GET /api/runs/service", shown);
        await foreach (var row in stand.Hub.TextsAsync())
        {
            Search("the hub's tables", row);
        }

        string[] folders = [stand.Mount, stand.Storage, stand.AzuriteFolder, stand["host-a"]];
        foreach (var file in folders.SelectMany(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            Search(file, Read(file));
        }

        Say($"{secrets.Count} secrets ({string.Join(", ", secrets.Keys)}), plain and in Base64, searched for in {searched} characters: hosts' and workers' logs, Azurite's tables, blobs and queues, run folders, stored objects, answers: found nowhere");
        Assert.True(stand.Grin.Journal.TokenRefreshes > 2);
        Assert.True(witnesses > 5, $"only {witnesses} places tell of the list");

        void Search(string place, string text)
        {
            searched += text.Length;

            // What does stand there is found, so what is not found is not there.
            witnesses += text.Contains("_all_books", StringComparison.Ordinal) ? 1 : 0;
            foreach (var (name, secret) in secrets)
            {
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"the {name} is in {place}");
                var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^2];
                Assert.False(text.Contains(encoded, StringComparison.Ordinal), $"the {name} is in {place}, in Base64");
            }
        }
    }

    private static Simulator.Faults.FaultPlan Faults(params string[] rules) =>
        Simulator.Faults.FaultPlan.Parse(rules);

    private static Dictionary<string, string> Secrets(AppStand stand, string key)
    {
        var credentials = JsonNode.Parse(File.ReadAllText(Path.Combine(stand.Credentials, "credentials.json")))!;
        var pem = JsonNode.Parse(File.ReadAllText(key))!["private_key"]!.ToString();
        return new Dictionary<string, string>
        {
            ["access token"] = credentials["token"]!.ToString(),
            ["refresh token"] = credentials["refresh_token"]!.ToString(),
            ["client secret"] = credentials["client_secret"]!.ToString(),
            ["service account key"] = pem.Split('\n')[3],
            ["token prefix"] = "ya29.",
        };
    }

    /// <summary>A file's bytes as text, unpacked where they are gzip, as large messages and database copies are.</summary>
    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var isPacked = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        using var content = new StreamReader(isPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream, Encoding.Latin1);
        return content.ReadToEnd();
    }
}
