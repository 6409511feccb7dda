using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Runs;
using GrinToS3.Testing.Runs;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Cli.Adopting;

/// <summary>
/// <c>grin adopt</c> of a run as the Python tool leaves it, with real archives in its storage, and the sync that goes on from there.
/// </summary>
/// <param name="server">The S3 server that the tests share.</param>
public sealed class AdoptTests(S3Server server)
{
    private const string Database =
        "SELECT 'b', barcode, storage_path, encrypted_etag, is_decrypted, enrichment_timestamp FROM books UNION ALL SELECT 'a', barcode, kind, place || size, source_etag, NULL FROM artifacts "
        + "UNION ALL SELECT 's', barcode, stage, state, NULL, NULL FROM volume_states UNION ALL SELECT 'h', barcode, status_type, status_value, NULL, NULL FROM book_status_history ORDER BY 1, 2, 3, 4, 5, 6";

    private static readonly string[] Adopt = ["adopt", "--run-name", "run1"];

    [Fact]
    public async Task Adopt_KnowsWhatIsStored_AndSyncFetchesTheRest_FromAFolder()
    {
        await using var stand = await StoredAsync();
        var converted = stand.Converted();
        Write(stand, converted, "local", barcode => PathOf(stand, barcode), ("base_path", stand.Storage));
        File.Delete(PathOf(stand, converted[^5]));
        File.Delete(PathOf(stand, converted[^4]));
        await using (var cut = new FileStream(PathOf(stand, converted[^2]), FileMode.Open))
        {
            cut.SetLength(100);
        }

        await AdoptAndSyncAsync(
            stand,
            [$"{converted[^5]} upload_missing", $"{converted[^4]} file_missing", $"{converted[^2]} storing_unfinished", $"{converted[^1]} row_missing", .. ByTheFile(stand, converted)],
            fetched: [converted[^5], converted[^4], converted[^3], converted[^2]]);
        Assert.All(converted, barcode => stand.AssertStored(stand.Storage, barcode));
    }

    [Fact]
    public async Task Adopt_KnowsWhatIsStored_AndSyncFetchesTheRest_FromS3()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        string[] storage =
            ["--storage", "s3", "--endpoint-url", gateway!.Endpoint.AbsoluteUri, "--bucket-raw", buckets[0], "--bucket-meta", buckets[1], "--bucket-full", buckets[2]];
        await using var stand = await StoredAsync(storage);
        var converted = stand.Converted();
        Write(
            stand, converted, "s3", barcode => $"{buckets[0]}/run1/{barcode}.tar.gz", ("bucket_raw", buckets[0]), ("bucket_meta", buckets[1]), ("bucket_full", buckets[2]),
            ("endpoint_url", gateway.Endpoint.AbsoluteUri), ("access_key", RadosGateway.AccessKey), ("secret_key", RadosGateway.SecretKey), ("project", "p"));
        using var client = gateway.Client();
        foreach (var barcode in new[] { converted[^5], converted[^4], converted[^2] })
        {
            await client.DeleteObjectAsync(buckets[0], $"run1/{barcode}.tar.gz");
        }

        var text = await AdoptAndSyncAsync(
            stand,
            [$"{converted[^5]} upload_missing", $"{converted[^4]} file_missing", $"{converted[^3]} found_in_storage", $"{converted[^1]} row_missing", .. ByTheFile(stand, converted)],
            fetched: [converted[^5], converted[^4], converted[^2]]);
        Assert.Contains(text, static line => line.Contains("storage_config.config.access_key is a secret in a plain file", StringComparison.Ordinal));
        Assert.Contains(text, static line => line.Contains("storage_config.config.project is not used", StringComparison.Ordinal));
        Assert.DoesNotContain(text, static line => line.Contains(RadosGateway.SecretKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adopt_RefusesAndReopensNothing_IfTheseAreOtherBuckets()
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        stand.Set("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey);
        stand.Set("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey);
        Write(
            stand, stand.Converted(), "s3", barcode => $"{buckets[0]}/run1/{barcode}.tar.gz",
            ("bucket_raw", buckets[0]), ("bucket_meta", buckets[1]), ("bucket_full", buckets[2]), ("endpoint_url", gateway!.Endpoint.AbsoluteUri));

        var refused = await stand.RunAsync(Adopt);

        Assert.True(refused is { Code: 4, Errors: [var line] } && line.Contains("are these the run's buckets?", StringComparison.Ordinal), refused.ToString());
        Assert.Empty(SyncStand.Query(stand.Run().Database, "SELECT barcode FROM book_status_history WHERE status_value = 'reopened'"));
        var accepted = await stand.DoAsync([.. Adopt, "--accept-missing", "--json"]);
        Assert.Equal(stand.Converted().Count - 3, (int?)JsonNode.Parse(accepted.Output[^1])!["storage"]!["missing"]);
    }

    /// <summary>Killed anywhere, the next one ends where one that was not killed does.</summary>
    [Fact]
    public async Task Adopt_GoesOn_WhereItWasKilled()
    {
        await using var stand = await StoredAsync();
        var converted = stand.Converted();
        void Make()
        {
            if (Directory.Exists(stand.Run().Path))
            {
                Directory.Delete(stand.Run().Path, recursive: true);
            }

            Write(stand, converted, "local", barcode => PathOf(stand, barcode), ("base_path", stand.Storage));
        }

        Make();
        File.Delete(PathOf(stand, converted[^4]));
        await stand.DoAsync(Adopt);
        var expected = SyncStand.Query(stand.Run().Database, Database);
        foreach (var lines in new[] { 0, 1, 3 })
        {
            Make();
            await using (var killed = stand.Start(Adopt))
            {
                for (var line = 0; line < lines; line++)
                {
                    await killed.ReadLineAsync();
                }

                killed.Kill();
                await killed.EndAsync();
            }

            await stand.DoAsync(Adopt);

            Assert.Equal(expected, SyncStand.Query(stand.Run().Database, Database));
        }
    }

    [Fact]
    public async Task Repair_NamesVolumes_AndRefusesWhileASessionWorks()
    {
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        using (var run = PythonRun.Create(stand.Run(), "local", ("base_path", stand.Storage)))
        {
            run.Book("AB1", PythonRun.Marc("s", "1900", "eng")).Events("AB1", PythonRun.NotUploaded("e1"));
            run.Book("AB2").Events("AB2", """conversion unavailable {"grin_response": "Other error"}""");
        }

        var before = FolderState.Of(stand.Folder);
        var dry = await stand.DoAsync("db", "repair", "--run-name", "run1", "--dry-run");
        Assert.Equal(before, FolderState.Of(stand.Folder));
        using (var session = RunLock.TryTake(stand.Run()))
        {
            var refused = await stand.RunAsync("db", "repair", "--run-name", "run1");
            Assert.True(refused is { Code: 2, Errors: [var line] } && line.Contains("another session works on the run", StringComparison.Ordinal), refused.ToString());
        }

        var repaired = await stand.DoAsync("db", "repair", "--run-name", "run1");
        var second = await stand.DoAsync("db", "repair", "--run-name", "run1", "--json");

        string[] found =
        [
            "AB1  upload_missing  history calls it completed, but its last attempt has no upload (ClientError: SlowDown)",
            "AB2  conversion_open  it was left as unavailable, but GRIN's answer 'Other error' is no refusal",
        ];
        Assert.Equal([.. found, "           1  upload_missing", "           1  conversion_open", "To be repaired: 2; nothing was changed"], dry.Output);
        Assert.Equal(found, repaired.Output.Take(2));
        Assert.StartsWith("Repaired: 2, named in ", repaired.Output[4], StringComparison.Ordinal);
        Assert.Equal("""{"event":"result","dryRun":false,"found":{}}""", Assert.Single(second.Output));
        Assert.Equal(2, (await stand.DoAsync("report", "repaired", "--run-name", "run1")).Output.Count - 1);
    }

    private static string PathOf(GrinStand stand, string barcode) => Path.Combine(stand.Storage, "raw", barcode, $"{barcode}.tar.gz");

    /// <summary>Findings that need no look at storage: the last but one of the sound volumes was enriched in vain, one that is not converted was not refused.</summary>
    private static string[] ByTheFile(GrinStand stand, List<string> converted) => [$"{converted[0]} enrichment_empty", $"{Unconverted(stand)} conversion_open", $"{converted[^1]} marc_incomplete"];

    private static string Unconverted(GrinStand stand) => stand.Grin.Library.Books.Select(static book => book.Barcode).Except(stand.Converted()).Order(StringComparer.Ordinal).First();

    /// <summary>A storage with the archives of all converted volumes, and no run.</summary>
    private static async Task<GrinStand> StoredAsync(params string[] storage)
    {
        var stand = await GrinStand.StartAsync(SyncStand.Library(300));
        stand.Set("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey);
        stand.Set("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey);
        await stand.DoAsync(
        [
            "collect", "--run-name", "run1", "--library-directory", "Example", "--grin-url", stand.Grin.BaseAddress.AbsoluteUri, "--requests-per-second", "0",
            .. storage is [] ? ["--storage", "local", "--storage-path", "storage"] : storage,
        ]);
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        Directory.Delete(stand.Run().Path, recursive: true);
        return stand;
    }

    /// <summary>The Python tool's run: all converted volumes are stored, but for the last five, each in its own way.</summary>
    private static void Write(GrinStand stand, List<string> converted, string type, Func<string, string> pathOf, params (string, string?)[] storage)
    {
        using (var run = PythonRun.Create(stand.Run(), type, storage))
        {
            string ETag(string barcode) => stand.Grin.Archives.Find(barcode)!.ETag;
            foreach (var barcode in converted[..^5].Append(converted[^4]))
            {
                run.Book(barcode, [.. PythonRun.Columns(ETag(barcode), pathOf(barcode)), ("enrichment_timestamp", barcode == converted[0] ? "2025-11-03T09:00:00+00:00" : null)])
                    .Events(barcode, PythonRun.Stored(ETag(barcode), pathOf(barcode)));
            }

            run.Book(converted[^5], [("encrypted_etag", ETag(converted[^5])), .. PythonRun.Marc("s", "1900", "eng")]).Events(converted[^5], PythonRun.NotUploaded(ETag(converted[^5])));
            run.Book(converted[^3]);
            run.Book(converted[^2], ("encrypted_etag", ETag(converted[^2]))).Events(converted[^2], "checked", "downloaded");
            run.Events(converted[^1], PythonRun.Stored(ETag(converted[^1]), pathOf(converted[^1])));
            run.Book(Unconverted(stand)).Events(Unconverted(stand), """conversion unavailable {"grin_response": "Already being converted"}""");
        }

        // Ours, for the simulated GRIN; the Python tool passes over keys that it does not know.
        var config = JsonNode.Parse(File.ReadAllBytes(stand.Run().Config))!;
        config["grin"] = new JsonObject { ["base_url"] = stand.Grin.BaseAddress.AbsoluteUri, ["requests_per_second"] = 0 };
        File.WriteAllBytes(stand.Run().Config, System.Text.Encoding.UTF8.GetBytes(config.ToJsonString()));
    }

    private static async Task<IReadOnlyList<string>> AdoptAndSyncAsync(GrinStand stand, string[] expected, string[] fetched)
    {
        var asked = stand.Grin.Journal.Count("archive");

        var adopted = await stand.DoAsync([.. Adopt, "--json"]);
        var second = await TwiceAsync(stand);

        Assert.Equal(expected.Order(StringComparer.Ordinal), Findings(adopted).Order(StringComparer.Ordinal));
        var result = JsonNode.Parse(adopted.Output[^1])!;
        Assert.Single(Directory.GetFiles(stand.Run().Backups));
        Assert.Equal("0", SyncStand.Query((string)result["backup"]!, "PRAGMA user_version").Single());
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            result["files"]!.AsArray().SelectMany(static file => File.ReadLines((string)file!)).Select(static line => string.Join(' ', line.Split('\t')[..2])).Order(StringComparer.Ordinal));
        Assert.Empty(Findings(second));
        Assert.Equal(asked, stand.Grin.Journal.Count("archive"));

        // The run goes on: what is stored is not fetched again, what is not, is.
        var synced = SyncStand.Result(await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--json"])));
        Assert.Equal((fetched.Length, 0), (synced.Progress.Stored, synced.Progress.Failed));
        Assert.Equal(fetched.Order(StringComparer.Ordinal), SyncStand.Query(
            stand.Run().Database, "SELECT DISTINCT barcode FROM book_status_history WHERE session_id IS NOT NULL AND status_value = 'uploaded' ORDER BY barcode"));
        var status = JsonNode.Parse((await stand.DoAsync("status", "--run-name", "run1", "--json")).Output[0])!;
        Assert.Equal(stand.Converted().Count, (int?)status["counts"]!["synced"]);
        Assert.Equal(0, SyncStand.Result(await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted", "--json"]))).Progress.Stored);
        Assert.Equal(stand.Converted(), SyncStand.Query(stand.Run().Database, "SELECT barcode FROM artifacts WHERE kind = 'archive' AND source_etag > '' ORDER BY barcode"));
        return adopted.Output;
    }

    private static async Task<GrinExit> TwiceAsync(GrinStand stand)
    {
        var before = SyncStand.Query(stand.Run().Database, Database);
        var second = await stand.DoAsync([.. Adopt, "--json"]);
        Assert.Equal(before, SyncStand.Query(stand.Run().Database, Database));
        return second;
    }

    private static List<string> Findings(GrinExit exit) =>
    [
        .. exit.Output.Select(static line => JsonNode.Parse(line)!).Where(static line => (string?)line["event"] == "finding").Select(static line => $"{line["barcode"]} {line["reason"]}"),
    ];
}
