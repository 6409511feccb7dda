using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using GrinToS3.Simulator.Archives;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Three buckets of a real S3 server that a deployment stores in, and a look at them with a client of its own.</summary>
internal sealed class S3Place : IDisposable
{
    private readonly RadosGateway _gateway;
    private readonly AmazonS3Client _client;

    private S3Place(RadosGateway gateway, string[] buckets)
    {
        (_gateway, Raw, Meta, Full) = (gateway, buckets[0], buckets[1], buckets[2]);
        _client = gateway.Client();
    }

    internal string Raw { get; }

    internal string Meta { get; }

    internal string Full { get; }

    /// <summary>The app's settings for them.</summary>
    internal IEnumerable<(string Setting, string Value)> Settings =>
    [
        ("Storage__Type", "s3"),
        ("Storage__EndpointUrl", _gateway.Endpoint.AbsoluteUri),
        ("Storage__BucketRaw", Raw),
        ("Storage__BucketMeta", Meta),
        ("Storage__BucketFull", Full),
        ("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey),
        ("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey),
    ];

    private string[] Buckets => [Raw, Meta, Full];

    /// <summary>Makes buckets; skips the test where there is no server.</summary>
    internal static async Task<S3Place> MakeAsync(S3Server server)
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        return new S3Place(gateway!, await server.CreateBucketsAsync(gateway!));
    }

    /// <summary>The objects of a run that belong to volumes, by bucket, key below the run, and ETag; in order.</summary>
    internal async Task<List<string>> VolumeObjectsAsync(string run)
    {
        var found = new List<string>();
        foreach (var (bucket, prefix) in new[] { (Raw, $"{run}/"), (Meta, $"{run}/manifests/"), (Full, $"{run}/") })
        {
            found.AddRange((await ListAsync(bucket, prefix)).Select(one => $"{bucket} {one.Key[(run.Length + 1)..]} {one.ETag}"));
        }

        return found;
    }

    /// <summary>The keys of a run's objects in a bucket, in order.</summary>
    internal async Task<List<string>> KeysAsync(string bucket, string run) => [.. (await ListAsync(bucket, $"{run}/")).Select(static one => one.Key)];

    /// <summary>Fails where an upload is left unfinished.</summary>
    internal async Task AssertNoUploadsAsync(string run)
    {
        foreach (var bucket in Buckets)
        {
            var uploads = await _client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket, Prefix = $"{run}/" });
            Assert.Empty((uploads.MultipartUploads ?? []).Select(static one => one.Key));
        }
    }

    /// <summary>Fails where a volume is not stored as GRIN has it, by the simulator's own description: archive, tag, metadata, page texts, manifest.</summary>
    internal async Task AssertStoredAsync(string run, SimulatedArchive expected)
    {
        var (barcode, key) = (expected.Barcode, $"{run}/{expected.Barcode}.tar.gz");
        using (var archive = await _client.GetObjectAsync(Raw, key))
        {
            Assert.Equal(expected.DecryptedLength, archive.ContentLength);
            AssertMetadata(archive.Metadata, ("original-filename", $"{barcode}.tar.gz.gpg"));
            Assert.Equal(expected.DecryptedSha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(archive.ResponseStream)));
        }

        var tags = await _client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Raw, Key = key });
        Assert.Equal([("sha256", expected.DecryptedSha256)], tags.Tagging.Select(static tag => (tag.Key, tag.Value)));
        using (var text = await _client.GetObjectAsync(Full, $"{run}/{barcode}_ocr.jsonl.gz"))
        {
            AssertMetadata(text.Metadata, ("page-count", $"{expected.Pages.Count}"));
            using var lines = new StreamReader(new GZipStream(text.ResponseStream, CompressionMode.Decompress));
            var pages = (await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<string>(line)!);
            Assert.Equal(expected.Pages, pages);
        }

        using var stored = await _client.GetObjectAsync(Meta, $"{run}/manifests/{barcode}.json");
        using var manifest = await JsonDocument.ParseAsync(stored.ResponseStream);
        var root = manifest.RootElement;
        Assert.Equal(
            (barcode, expected.ETag, expected.DecryptedSha256, expected.DecryptedLength, expected.Length),
            (root.GetProperty("barcode").GetString(), root.GetProperty("encrypted_etag").GetString(), root.GetProperty("archive_sha256").GetString(),
                root.GetProperty("archive_bytes").GetInt64(), root.GetProperty("encrypted_bytes").GetInt64()));
        Assert.Equal(
            expected.Members.Select(static one => (one.Name, one.Length, one.Md5)).Order(),
            root.GetProperty("members").EnumerateArray()
                .Select(static one => (Path.GetFileName(one.GetProperty("name").GetString()!), one.GetProperty("size").GetInt64(), one.GetProperty("md5").GetString()!)).Order());

        // Ceph gives underscores in names back as hyphens.
        void AssertMetadata(MetadataCollection metadata, (string Name, string Value) own)
        {
            Assert.Equal((barcode, expected.ETag, own.Value), (metadata["barcode"], metadata["encrypted-etag"], metadata[own.Name]));
            Assert.True(DateTime.TryParse(metadata["acquisition-date"], System.Globalization.CultureInfo.InvariantCulture, out _), metadata["acquisition-date"]);
        }
    }

    /// <summary>Puts something else in the place of a volume's archive.</summary>
    internal Task HarmAsync(string run, string barcode) =>
        _client.PutObjectAsync(new PutObjectRequest { BucketName = Raw, Key = $"{run}/{barcode}.tar.gz", ContentBody = "not an archive" });

    /// <summary>Makes room: the server keeps all in memory.</summary>
    internal async Task DeleteAsync(string run)
    {
        foreach (var bucket in Buckets)
        {
            await Parallel.ForEachAsync(await ListAsync(bucket, $"{run}/"), async (one, stop) => await _client.DeleteObjectAsync(bucket, one.Key, stop));
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<List<S3Object>> ListAsync(string bucket, string prefix)
    {
        var found = new List<S3Object>();
        await foreach (var one in _client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }).S3Objects)
        {
            found.Add(one);
        }

        // A kill may leave the object of a storage check; the first sync that begins a day later deletes it.
        return [.. found.Where(static one => !one.Key.Contains("/write-probe-", StringComparison.Ordinal)).OrderBy(static one => one.Key, StringComparer.Ordinal)];
    }
}
