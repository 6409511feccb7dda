using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Checkup;
using GrinToS3.Cli.Processes;
using GrinToS3.Explaining;
using GrinToS3.Reporting;
using GrinToS3.Testing;

namespace GrinToS3.Cli.Answers;

/// <summary>docs/json.md says what status, explain, report and doctor print: no key more, none less, each of its type.</summary>
public sealed class JsonDocumentationTests(AskedRuns runs) : IClassFixture<AskedRuns>
{
    private static readonly string[] Conditions = ["empty", "finished", "running", "broken"];

    [Fact]
    public async Task Status_PrintsTheDocumentedKeys()
    {
        var keys = new DocumentedKeys("grin status");
        foreach (var run in Conditions)
        {
            keys.Check((await AskAsync(run, "status")).Single());
        }

        Assert.Empty(keys.Unseen);
    }

    [Fact]
    public async Task Explain_PrintsTheDocumentedKeys()
    {
        var keys = new DocumentedKeys("grin explain");
        foreach (var run in Conditions)
        {
            foreach (var volume in runs.Volumes)
            {
                keys.Check((await AskAsync(run, "explain", volume)).Single());
            }

            keys.Check((await AskAsync(run, "explain", runs.Volumes[0], "--offline")).Single());
        }

        keys.Check(await ExplainOutOfReachAsync(runs.Volumes[0]));

        // Only S3 keeps with an object which version of the archive it was.
        Assert.Equal(["storage.eTag"], keys.Unseen);
        Assert.Equal(Enum.GetNames<NextStepKind>().Order(), Values("grin explain", "next.kind").Order());
    }

    [Fact]
    public async Task Doctor_PrintsTheDocumentedKeys()
    {
        var keys = new DocumentedKeys("grin doctor");
        foreach (var run in Conditions)
        {
            Assert.All(await AskAsync(run, "doctor"), keys.Check);
        }

        File.Delete(Path.Combine(runs.Stand.Credentials, "gpg_passphrase.asc"));
        var problems = (await runs.Stand.RunAsync("doctor", "--run-name", "empty", "--json")).Output;

        Assert.All(problems, keys.Check);
        Assert.Empty(keys.Unseen);
        Assert.Equal(Enum.GetNames<Verdict>().Order(), Values("grin doctor", "verdict").Order());
        Assert.Empty(problems.Select(static line => (string)JsonNode.Parse(line)!["subject"]!).Except(Values("grin doctor", "subject")));
    }

    [Fact]
    public async Task Report_PrintsTheDocumentedKeys()
    {
        var documented = new MarkdownPage("json.md").Tables("##")["grin report"]
            .ToDictionary(static row => MarkdownPage.Code(row[0]).Single(), static row => MarkdownPage.Code(row[1]));
        Assert.Equal(Reports.All.Select(static report => report.Name), documented.Keys);

        var empty = new HashSet<string>(documented.Keys);
        foreach (var (report, keys) in documented)
        {
            foreach (var run in Conditions)
            {
                var rows = (await AskAsync(run, "report", report)).Select(static line => JsonNode.Parse(line)!.AsObject()).ToList();
                Assert.All(rows, row => Assert.Equal(keys, row.Select(static one => one.Key)));
                Assert.All(rows.SelectMany(static row => row), static one => Assert.True(one.Value is null || one.Value.GetValueKind() is JsonValueKind.String, one.Key));
                empty.ExceptWith(rows.Count > 0 ? [report] : []);
            }
        }

        // Nothing was requested a week ago.
        Assert.Equal(["stuck"], empty.Except(["no-title"]));
    }

    /// <summary>Neither GRIN nor an S3 server answers.</summary>
    private static async Task<string> ExplainOutOfReachAsync(string volume)
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect());
        var config = JsonNode.Parse(await File.ReadAllTextAsync(stand.Run().Config))!;
        config["storage_config"] = JsonNode.Parse(
            """
            { "type": "minio", "protocol": "s3", "prefix": "", "config": { "endpoint_url": "http://127.0.0.1:9", "bucket_raw": "raw", "bucket_meta": "meta", "bucket_full": "full" } }
            """);
        await File.WriteAllTextAsync(stand.Run().Config, config.ToJsonString());
        stand.Set("AWS_ACCESS_KEY_ID", "key");
        stand.Set("AWS_SECRET_ACCESS_KEY", "secret");
        await stand.Grin.DisposeAsync();
        return (await stand.DoAsync("explain", volume, "--run-name", "run1", "--json")).Output.Single();
    }

    private static List<string> Values(string command, string key) =>
        MarkdownPage.Code(new MarkdownPage("json.md").Tables("##")[command].Single(row => row[0] == $"`{key}`")[3]);

    private async Task<IReadOnlyList<string>> AskAsync(string run, params string[] question) =>
        (await runs.Stand.DoAsync([.. question, "--run-name", run, "--json"])).Output;
}
