using System.Formats.Tar;
using System.Net;
using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Simulator.Tests.Archives;

public sealed class ArchiveFaultTests
{
    [Theory]
    [InlineData("corrupt=0", 0)]
    [InlineData("corrupt=12345", 12_345)]
    [InlineData("corrupt=-1", -1)]
    public async Task Corrupt_ChangesOneByte_WhereverTheAnswerBegins(string effect, int offset)
    {
        await using var session = await StartAsync($"archive:{effect}:requests=2-3");
        var archive = ArchiveServingTests.Some(session);
        var whole = await GetAsync(session, archive);
        var at = offset < 0 ? whole.Length + offset : offset;

        var corrupt = await GetAsync(session, archive);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(archive));
        request.Headers.Range = new(at, null);
        var part = await ArchiveServingTests.ReadAsync(await session.Client.SendAsync(request));

        Assert.Equal([at], Enumerable.Range(0, whole.Length).Where(i => whole[i] != corrupt[i]));
        Assert.Equal(corrupt[at..], part);
        Assert.Equal(whole, await GetAsync(session, archive));
    }

    [Fact]
    public async Task Barcode_ChoosesTheArchive_AndItsRequestsAreCountedAlone()
    {
        var barcodes = new SimulatorOptions().ToLibrary().Converted.Take(2).Select(book => book.Barcode).ToList();
        await using var session = await StartAsync($"archive:barcode={barcodes[1]}:requests=2:500", "archive:method=HEAD:429:retry-after=7");

        Assert.Equal(HttpStatusCode.TooManyRequests, await session.HeadAsync(barcodes[0]));
        Assert.Equal([200, 200, 200, 500, 200, 200], await GetAllAsync(session, [barcodes[0], barcodes[0], barcodes[1], barcodes[1], barcodes[1], barcodes[0]]));
    }

    [Theory]
    [InlineData("cut=0.5")]
    [InlineData("truncate=0.5")]
    public async Task Body_EndsEarly(string effect)
    {
        await using var session = await StartAsync($"archive:{effect}:method=GET:times=1");
        var archive = ArchiveServingTests.Some(session);
        Assert.Equal(HttpStatusCode.OK, await session.HeadAsync(archive.Barcode));

        using var response = await session.GetAsync(Address(archive));
        var isCut = effect.StartsWith("cut", StringComparison.Ordinal);

        Assert.Equal(isCut ? archive.Length : archive.Length / 2, response.Content.Headers.ContentLength);
        var reading = response.Content.ReadAsByteArrayAsync();
        if (isCut)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => reading);
        }
        else
        {
            Assert.Equal((await GetAsync(session, archive))[..(int)(archive.Length / 2)], await reading);
        }
    }

    [Fact]
    public async Task Head_KeepsItsLength_IfBodiesAreSpoilt()
    {
        foreach (var effect in new[] { "cut=0.5", "truncate=0.5", "stall=0.5", "slow=1000" })
        {
            await using var session = await StartAsync("archive:" + effect);
            var archive = ArchiveServingTests.Some(session);
            using var request = new HttpRequestMessage(HttpMethod.Head, Address(archive));

            using var response = await session.Client.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(20));

            Assert.Equal((effect, archive.Length), (effect, response.Content.Headers.ContentLength));
        }
    }

    [Fact]
    public async Task Stall_StopsInTheMiddle()
    {
        await using var session = await StartAsync("archive:stall=0.5");
        var archive = ArchiveServingTests.Some(session);

        using var response = await session.GetAsync(Address(archive));
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[archive.Length / 2]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await body.ReadExactlyAsync(new byte[1], patience.Token));
    }

    [Fact]
    public async Task ETag_IsMissing_IfAskedFor()
    {
        await using var session = await StartAsync("archive:no-etag");

        using var response = await session.GetAsync(Address(ArchiveServingTests.Some(session)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Headers.ETag);
    }

    [Theory]
    [InlineData("wrong-passphrase")]
    [InlineData("no-mdc")]
    [InlineData("corrupt=-5")]
    [InlineData("corrupt=5000")]
    public async Task Gpg_Refuses_IfTheMessageIsBad(string effect)
    {
        using var gpg = new GnuPg();
        await using var session = await StartAsync("archive:" + effect);
        await gpg.WritePassphraseAsync(session.Grin.Archives.Passphrase);
        foreach (var book in session.Grin.Library.Converted.Take(8))
        {
            await using var body = await session.Client.GetStreamAsync(new Uri(book.Barcode + ".tar.gz.gpg", UriKind.Relative));
            await gpg.SaveAsync("archive.gpg", body);

            var (code, _, error) = await gpg.DecryptAsync("archive.gpg", "archive.tar.gz");

            Assert.True(code == 2, $"{book.Barcode}: {code} {error}");
            Assert.Matches(effect == "wrong-passphrase" ? "decryption failed: Bad session key" : "manipulated|mangled|decryption failed|not integrity", error);
        }
    }

    [Theory]
    [InlineData("wrong-checksum", "checksum.md5: FAILED")]
    [InlineData("no-checksums", "no checksum.md5")]
    [InlineData("no-mets", "no .xml")]
    [InlineData("no-marc", "no marc")]
    [InlineData("no-text", "no .txt")]
    [InlineData("unsafe=parent", "../evil.txt")]
    [InlineData("unsafe=absolute", "/tmp/evil.txt")]
    [InlineData("unsafe=symlink", "SymbolicLink")]
    [InlineData("unsafe=hardlink", "HardLink")]
    [InlineData("unsafe=device", "CharacterDevice")]
    public async Task Content_HasTheFlaw(string effect, string flaw)
    {
        await using var session = await StartAsync("archive:" + effect);
        using var gpg = new GnuPg();
        await gpg.WritePassphraseAsync(session.Grin.Archives.Passphrase);
        await using var body = await session.Client.GetStreamAsync(new Uri(Address(ArchiveServingTests.Some(session)), UriKind.Relative));
        await gpg.SaveAsync("archive.gpg", body);
        Assert.Equal(0, (await gpg.DecryptAsync("archive.gpg", "archive.tar.gz")).Code);

        Assert.Contains(flaw, await FindFlawsAsync(gpg["archive.tar.gz"]));
    }

    private static async Task<List<string>> FindFlawsAsync(string path)
    {
        await using var gzip = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        var flaws = new List<string> { "no checksum.md5", "no .xml", "no .txt", "no marc" };
        var sums = new Dictionary<string, string>();
        var listed = "";
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
        {
            using var content = new MemoryStream();
            await (entry.DataStream ?? Stream.Null).CopyToAsync(content);
            var name = Path.GetFileName(entry.Name);
            var text = name.EndsWith(".xml", StringComparison.Ordinal) || name == "checksum.md5" ? System.Text.Encoding.UTF8.GetString(content.ToArray()) : "";
            flaws.AddRange([entry.Name, entry.EntryType.ToString()]);
            flaws.Remove("no " + name);
            flaws.Remove("no " + Path.GetExtension(name));
            flaws.Remove(text.Contains("http://www.loc.gov/MARC21/slim", StringComparison.Ordinal) ? "no marc" : "");
            listed = name == "checksum.md5" ? text : listed;
#pragma warning disable CA5351 // checksum.md5 is the format.
            sums[name] = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content.ToArray()));
#pragma warning restore CA5351
        }

        var wrong = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ")).Count(line => sums[line[1]] != line[0]);
        flaws.AddRange(Enumerable.Repeat("checksum.md5: FAILED", wrong));
        return flaws;
    }

    private static string Address(SimulatedArchive archive) => archive.Barcode + ".tar.gz.gpg";

    private static Task<GrinSession> StartAsync(params string[] rules) => GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse(rules) });

    private static async Task<byte[]> GetAsync(GrinSession session, SimulatedArchive archive) =>
        await session.Client.GetByteArrayAsync(new Uri(Address(archive), UriKind.Relative));

    private static async Task<List<int>> GetAllAsync(GrinSession session, IEnumerable<string> barcodes)
    {
        var statuses = new List<int>();
        foreach (var barcode in barcodes)
        {
            using var response = await session.GetAsync(barcode + ".tar.gz.gpg");
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }
}
