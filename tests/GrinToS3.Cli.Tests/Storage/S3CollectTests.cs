using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using GrinToS3.Cli.Processes;
using GrinToS3.Testing.Storage;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace GrinToS3.Cli.Storage;

/// <summary><c>grin collect</c> with a real S3 server.</summary>
/// <param name="server">The server that the tests share.</param>
public sealed class S3CollectTests(S3Server server)
{
    [Fact]
    public async Task Collect_StoresItsObjectsInS3_AndLeavesNothingElse()
    {
        var (gateway, buckets) = await StartAsync();
        await using var stand = await StandAsync();

        var first = await stand.DoAsync(Collect(stand, gateway, buckets));

        var stored = await ListAsync(gateway, buckets[1]);
        Assert.Equal(
            ["books_latest.csv", "books_latest.db.gz", "process_summary.json.gz", "run_config.json", "timestamped/STAMP_books.csv", "timestamped/STAMP_books_latest.db.gz"],
            stored.Select(static one => Stamp(one.Key["run1/".Length..])).Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync(gateway, buckets[0]));
        Assert.Empty(await ListAsync(gateway, buckets[2]));
        var config = await File.ReadAllBytesAsync(stand.Run().Config);
        Assert.Equal(config, await ReadAsync(gateway, buckets[1], "run1/run_config.json"));
        Assert.DoesNotContain(RadosGateway.SecretKey, Encoding.UTF8.GetString(config), StringComparison.Ordinal);
        var csv = await ReadAsync(gateway, buckets[1], "run1/books_latest.csv");
        Assert.Equal(SHA256.HashData(await File.ReadAllBytesAsync(stand.Run().Csv)), SHA256.HashData(csv));
        Assert.Contains(first.Output, line => line.Contains($"s3://{buckets[1]}/run1/books_latest.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Collect_LeavesTheStoredConfigurationAsItIs_IfItRunsAgain()
    {
        var (gateway, buckets) = await StartAsync();
        await using var stand = await StandAsync();
        await stand.DoAsync(Collect(stand, gateway, buckets));
        using var client = gateway.Client();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = buckets[1], Key = "run1/run_config.json", ContentBody = "mine", UseChunkEncoding = false });

        var again = await stand.DoAsync("collect", "--run-name", "run1");

        Assert.Contains(again.Output, static line => line.Contains("0 new, 0 refreshed, 300 known", StringComparison.Ordinal));
        Assert.Equal("mine"u8.ToArray(), await ReadAsync(gateway, buckets[1], "run1/run_config.json"));
    }

    [Fact]
    public async Task Collect_IsRefusedInOneLine_IfTheStorageCanNotBeUsed()
    {
        var (gateway, buckets) = await StartAsync();
        await using var stand = await StandAsync();

        await stand.RefuseAsync(4, "there is no such bucket; make it, or give another --bucket-full", Collect(stand, gateway, [buckets[0], buckets[1], "missing"]));
        stand.Set("AWS_SECRET_ACCESS_KEY", "hush");
        var refused = await stand.RefuseAsync(4, "it does not accept the keys", Collect(stand, gateway, buckets));
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collect_TakesKeysFromAFile_AndNeverFromAnOption()
    {
        var (gateway, buckets) = await StartAsync();
        await using var stand = await StandAsync();
        stand.Set("AWS_ACCESS_KEY_ID", "nobody");
        await File.WriteAllBytesAsync(
            stand["keys.json"], Encoding.UTF8.GetBytes($$"""{"access_key": "{{RadosGateway.AccessKey}}", "secret_key": "{{RadosGateway.SecretKey}}"}"""));

        var refused = await stand.RefuseAsync(
            2, "secret_key must not be given as a setting", [.. Collect(stand, gateway, buckets), "--storage-config", $"secret_key={RadosGateway.SecretKey}"]);
        Assert.DoesNotContain(RadosGateway.SecretKey, refused.ToString(), StringComparison.Ordinal);
        await stand.DoAsync([.. Collect(stand, gateway, buckets), "--credentials-file", "keys.json"]);

        Assert.Contains(await ListAsync(gateway, buckets[1]), static one => one.Key is "run1/books_latest.csv");
    }

    private static async Task<GrinStand> StandAsync()
    {
        var stand = await GrinStand.StartAsync();
        stand.Set("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey);
        stand.Set("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey);
        return stand;
    }

    private static string[] Collect(GrinStand stand, RadosGateway gateway, string[] buckets) =>
    [
        "collect", "--run-name", "run1", "--library-directory", "Example", "--grin-url", stand.Grin.BaseAddress.AbsoluteUri, "--requests-per-second", "0",
        "--page-size", "100", "--storage", "s3", "--endpoint-url", gateway.Endpoint.AbsoluteUri,
        "--bucket-raw", buckets[0], "--bucket-meta", buckets[1], "--bucket-full", buckets[2],
    ];

    private static string Stamp(string key) => string.Concat(key.Split('/').Select(static part =>
        part.Length > 15 && char.IsAsciiDigit(part[0]) ? "STAMP" + part[15..] : part == "timestamped" ? part + "/" : part));

    private static async Task<List<S3Object>> ListAsync(RadosGateway gateway, string bucket)
    {
        using var client = gateway.Client();
        return (await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects ?? [];
    }

    private static async Task<byte[]> ReadAsync(RadosGateway gateway, string bucket, string key)
    {
        using var client = gateway.Client();
        using var answer = await client.GetObjectAsync(bucket, key);
        using var bytes = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<(RadosGateway Gateway, string[] Buckets)> StartAsync()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        return (gateway!, await server.CreateBucketsAsync(gateway!));
    }
}
