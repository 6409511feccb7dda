using System.Net;
using System.Net.Http.Headers;
using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Simulator.Tests.Archives;

public sealed class ArchiveServingTests
{
    [Fact]
    public async Task Archive_HasLengthAndETag_OnHeadAndGet()
    {
        await using var session = await GrinSession.StartAsync();
        var archive = Some(session);

        using var head = await SendAsync(session, HttpMethod.Head, archive);
        using var get = await SendAsync(session, HttpMethod.Get, archive);

        foreach (var response in new[] { head, get })
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal($"\"{archive.ETag}\"", response.Headers.ETag?.ToString());
            Assert.Equal(archive.Length, response.Content.Headers.ContentLength);
        }

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(archive.Length, (await get.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Archive_IsThere_ForConvertedVolumesOnly()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 300 });

        foreach (var book in session.Grin.Library.Books)
        {
            Assert.Equal(book.State == "CONVERTED" ? HttpStatusCode.OK : HttpStatusCode.NotFound, await session.HeadAsync(book.Barcode));
        }

        Assert.Equal(HttpStatusCode.NotFound, await session.HeadAsync("90000000000001"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 15)]
    [InlineData(1, null)]
    [InlineData(15, null)]
    [InlineData(3000, 9999)]
    [InlineData(null, 1)]
    [InlineData(null, 100_000_000)]
    public async Task Range_GetsThePart(int? from, int? to)
    {
        await using var session = await GrinSession.StartAsync();
        foreach (var archive in session.Grin.Library.Converted.Take(6).Select(book => session.Grin.Archives.Find(book.Barcode)!))
        {
            var whole = await ReadAsync(await SendAsync(session, HttpMethod.Get, archive));

            using var response = await SendAsync(session, HttpMethod.Get, archive, new RangeHeaderValue(from, to), archive.ETag);

            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
            var expected = from is { } start ? whole[start..Math.Min(whole.Length, (to ?? int.MaxValue - 1) + 1)] : whole[^Math.Min(to!.Value, whole.Length)..];
            Assert.Equal(expected, await ReadAsync(response));
        }
    }

    [Fact]
    public async Task Range_GetsTheWhole_IfTheArchiveIsAnotherOne()
    {
        await using var session = await GrinSession.StartAsync();
        var archive = Some(session);

        using var response = await SendAsync(session, HttpMethod.Get, archive, new RangeHeaderValue(100, null), "0123456789abcdef");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(archive.Length, (await ReadAsync(response)).Length);
    }

    [Fact]
    public async Task Range_IsRefused_BehindTheEnd()
    {
        await using var session = await GrinSession.StartAsync();
        var archive = Some(session);

        using var response = await SendAsync(session, HttpMethod.Get, archive, new RangeHeaderValue(archive.Length, null));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal($"bytes */{archive.Length}", response.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Range_MeansNothing_IfTheServerHasNone()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { HasRanges = false });
        var archive = Some(session);

        using var response = await SendAsync(session, HttpMethod.Get, archive, new RangeHeaderValue(100, null), archive.ETag);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Headers.AcceptRanges);
        Assert.Equal(archive.Length, (await ReadAsync(response)).Length);
    }

    [Theory]
    [InlineData(ArchiveHop.Path, "")]
    [InlineData(ArchiveHop.Host, "http://localhost:")]
    public async Task Hop_LeadsToTheArchive_WhichNeedsNoToken(ArchiveHop hop, string start)
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { ArchiveHop = hop, Faults = FaultPlan.Parse("archive:requests=2:500") });
        var archive = Some(session);
        using var redirect = await SendAsync(session, HttpMethod.Get, archive);
        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        var location = redirect.Headers.Location!;
        Assert.StartsWith(start + (start.Length == 0 ? "/download/" : $"{session.Grin.BaseAddress.Port}/download/"), location.OriginalString, StringComparison.Ordinal);
        session.Client.DefaultRequestHeaders.Authorization = null;

        using var response = await session.GetAsync(location.OriginalString);
        using var second = await session.GetAsync(location.OriginalString);
        using var refused = await SendAsync(session, HttpMethod.Get, archive);

        Assert.Equal(archive.Length, (await ReadAsync(response)).Length);
        Assert.Equal(HttpStatusCode.InternalServerError, second.StatusCode);
        Assert.Contains("ServiceLogin", refused.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal((2, 2), (session.Grin.Journal.Count("hop"), session.Grin.Journal.Count("archive")));
    }

    [Fact]
    public async Task Hop_IsNotFound_IfThereIsNoArchive()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { ArchiveHop = ArchiveHop.Path });

        Assert.Equal(HttpStatusCode.NotFound, await session.HeadAsync("90000000000001"));
        using var elsewhere = await session.GetAsync("/download/90000000000001.tar.gz.gpg");
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task WriteCredentials_WritesThePassphrase_ReadableByTheOwnerOnly()
    {
        await using var session = await GrinSession.StartAsync();
        var folder = Directory.CreateTempSubdirectory("simulated-credentials-").FullName;
        try
        {
            await session.Grin.WriteCredentialsAsync(folder);

            var path = Path.Combine(folder, "gpg_passphrase.asc");
            Assert.Equal(session.Grin.Archives.Passphrase + "\n", await File.ReadAllTextAsync(path));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static SimulatedArchive Some(GrinSession session) => session.Grin.Archives.Find(session.Grin.Library.Converted.First().Barcode)!;

    internal static async Task<byte[]> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return await response.Content.ReadAsByteArrayAsync();
        }
    }

    private static Task<HttpResponseMessage> SendAsync(GrinSession session, HttpMethod method, SimulatedArchive archive, RangeHeaderValue? range = null, string? ifRange = null)
    {
        var request = new HttpRequestMessage(method, archive.Barcode + ".tar.gz.gpg");
        request.Headers.Range = range;
        request.Headers.IfRange = ifRange is null ? null : new RangeConditionHeaderValue($"\"{ifRange}\"");
        return session.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
