using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Grin.Http;

public sealed class GrinClientErrorTests
{
    [Theory]
    [InlineData(403, GrinRequestKind.List, GrinErrorKind.PermissionDenied, 1)]
    [InlineData(404, GrinRequestKind.List, GrinErrorKind.NotFound, 1)]
    [InlineData(404, GrinRequestKind.Report, GrinErrorKind.NotFound, 1)]
    [InlineData(404, GrinRequestKind.Archive, GrinErrorKind.ArchiveNotReady, 1)]
    [InlineData(408, GrinRequestKind.List, GrinErrorKind.ServerError, 4)]
    [InlineData(429, GrinRequestKind.List, GrinErrorKind.Throttled, 4)]
    [InlineData(429, GrinRequestKind.Archive, GrinErrorKind.Throttled, 4)]
    [InlineData(429, GrinRequestKind.Conversion, GrinErrorKind.QueueFull, 1)]
    [InlineData(500, GrinRequestKind.List, GrinErrorKind.ServerError, 4)]
    [InlineData(503, GrinRequestKind.Probe, GrinErrorKind.ServerError, 4)]
    [InlineData(418, GrinRequestKind.List, GrinErrorKind.UnexpectedStatus, 1)]
    [InlineData(304, GrinRequestKind.List, GrinErrorKind.UnexpectedStatus, 1)]
    public async Task Get_MapsTheStatus_AndRetriesWhereItCanHelp(int status, GrinRequestKind kind, GrinErrorKind expected, int requests)
    {
        await using var stand = new GrinStand((_, reply) => reply.SendAsync(status, "s3cr3t"));

        var error = (await stand.GetAsync(kind, GrinStand.Quick)).Error!;

        Assert.Equal((expected, (int?)status), (error.Kind, error.Status));
        Assert.Equal(requests, stand.Server.Requests.Count);
        Assert.Equal(requests, stand.Attempts.Count);
        Assert.Null(stand.Attempts[^1].Wait);
    }

    [Fact]
    public async Task Get_Recovers_IfAnErrorPasses()
    {
        var count = 0;
        await using var stand = new GrinStand((_, reply) => ++count < 3 ? reply.SendAsync(500) : reply.SendAsync(200, "ok", "ETag: W/\"e1\""));

        Assert.Equal("ok", (await stand.GetAsync(retry: GrinStand.Quick)).Value);
        Assert.Equal([GrinErrorKind.ServerError, GrinErrorKind.ServerError, null], stand.Attempts.Select(attempt => attempt.Error?.Kind));
    }

    [Theory]
    [InlineData(GrinErrorKind.SoftErrorPage, 4)]
    [InlineData(GrinErrorKind.UnexpectedReply, 2)]
    [InlineData(GrinErrorKind.NotFound, 1)]
    public async Task Get_RetriesWhatTheReaderFound(GrinErrorKind found, int requests)
    {
        await using var stand = new GrinStand((_, reply) => reply.SendAsync(200));

        var result = await stand.Client().GetAsync<string>(
            stand.Server.Base, GrinRequestKind.List, (_, _) => ValueTask.FromResult<GrinResult<string>>(new GrinError(found, "x")), GrinStand.Quick);

        Assert.Equal(found, result.Error!.Kind);
        Assert.Equal(requests, stand.Server.Requests.Count);
    }

    [Fact]
    public async Task Get_LetsTheReadersOwnExceptionsPass()
    {
        await using var stand = new GrinStand((_, reply) => reply.SendAsync(200));

        await Assert.ThrowsAsync<IOException>(() => stand.Client().GetAsync<string>(
            stand.Server.Base, GrinRequestKind.List, (_, _) => throw new IOException("disk full"), GrinStand.Quick));
    }

    [Fact]
    public async Task Get_IsUnreachable_IfNobodyListens_OrTheConnectionEnds_OrNothingIsAnswered()
    {
        await using var cut = new GrinStand((_, reply) =>
        {
            reply.Cut();
            return Task.CompletedTask;
        });
        await using var silent = new GrinStand((_, reply) => reply.StallAsync());

        Assert.Equal(GrinErrorKind.Unreachable, (await cut.GetAsync()).Error!.Kind);
        var slow = await silent.Client(response: TimeSpan.FromMilliseconds(100)).GetAsync(silent.Server.Base, GrinRequestKind.List, GrinStand.ReadTextAsync, RetryPlan.None);
        Assert.Contains("did not answer within 0.1 s", slow.Error!.Message, StringComparison.Ordinal);
        await cut.Server.DisposeAsync();
        Assert.Equal(GrinErrorKind.Unreachable, (await cut.GetAsync()).Error!.Kind);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nhalf", true)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", true)]
    [InlineData("Content-Length: 100\r\n\r\nhalf", false)]
    [InlineData("Content-Length: 4\r\nContent-Encoding: gzip\r\n\r\nhalf", true)]
    public async Task Get_IsBodyTruncated_IfTheBodyIsCutOrStalls(string answer, bool cut)
    {
        await using var stand = new GrinStand(async (_, reply) =>
        {
            await reply.SendRawAsync("HTTP/1.1 200 OK\r\n" + answer);
            reply.Cut();
            if (!cut)
            {
                await reply.StallAsync();
            }
        });

        var result = await stand.Client(idle: TimeSpan.FromMilliseconds(200)).GetAsync(
            stand.Server.Base, GrinRequestKind.List, GrinStand.ReadTextAsync, GrinStand.Quick);

        Assert.Equal(GrinErrorKind.BodyTruncated, result.Error!.Kind);
        Assert.Equal(4, stand.Server.Requests.Count);
    }

    /// <summary>gaps 7: "1.2 GB archive over a 2 MB/s link": a limit for silence, none for the whole. What breaks off is continued: SyncResumeTests.</summary>
    [Fact]
    public async Task Get_HasNoLimitForTheWhole_AsLongAsSomethingComes()
    {
        var (time, limit) = (new FakeTimeProvider(), TimeSpan.FromSeconds(30));
        using var more = new SemaphoreSlim(0);
        await using var stand = new GrinStand(async (_, reply) =>
        {
            await reply.SendRawAsync("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
            for (var sent = 0; sent < 20; sent++)
            {
                await more.WaitAsync();
                await reply.SendRawAsync("x");
            }
        });

        // Each byte comes just before the limit for silence, which begins with the reading.
        var result = await stand.Client(time: time, idle: limit, response: limit).GetAsync<string>(
            stand.Server.Base,
            GrinRequestKind.Archive,
            async (response, ct) =>
            {
                var text = new byte[20];
                for (var read = 0; read < text.Length; read++)
                {
                    var reading = response.Body.ReadExactlyAsync(text.AsMemory(read, 1), ct).AsTask();
                    time.Advance(limit - TimeSpan.FromMilliseconds(1));
                    more.Release();
                    await reading;
                }

                return Encoding.UTF8.GetString(text);
            },
            RetryPlan.None);

        Assert.Equal(new string('x', 20), result.Value);
    }

    [Theory]
    [InlineData(GrinRequestKind.List, "gzip")]
    [InlineData(GrinRequestKind.Archive, "identity")]
    public async Task Get_ShowsHeaders_AndUnpacksWhatTheTransportPacked(GrinRequestKind kind, string accepted)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("a list"));
        }

        await using var stand = new GrinStand((request, reply) => request.Headers["Accept-Encoding"] == "gzip"
            ? reply.SendAsync(200, packed.ToArray(), "Content-Encoding: gzip", "ETag: W/\"e1\"")
            : reply.SendAsync(200, "a list", "ETag: e1"));

        var seen = await stand.Client().GetAsync<string>(stand.Server.Base, kind, async (response, ct) =>
            $"{(await GrinStand.ReadTextAsync(response, ct)).Value} {response.ETag} {response.ContentLength}", RetryPlan.None);

        Assert.Equal(accepted == "gzip" ? "a list e1 " : "a list e1 6", seen.Value);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: Sun, 01 Mar 2026 00:00:30 GMT", 30)]
    [InlineData("Retry-After: Sun, 01 Mar 2020 00:00:30 GMT", 2)]
    [InlineData("Retry-After: 999999", 600)]
    [InlineData("Retry-After: soon", 2)]
    [InlineData("X: y", 2)]
    public async Task Get_WaitsAsLongAsGrinAsks_AndEverybodyElseToo(string header, int seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await using var stand = new GrinStand((request, reply) =>
            request.Target == "/first" && time.GetUtcNow() == time.Start ? reply.SendAsync(429, "", header) : reply.SendAsync(200, "ok"));
        using var budget = new GrinBudget(time);
        var client = stand.Client(budget, time, response: TimeSpan.FromHours(10));
        var first = client.GetAsync(new Uri(stand.Server.Base, "first"), GrinRequestKind.List, GrinStand.ReadTextAsync);
        while (stand.Attempts.Count == 0)
        {
            await Task.Delay(5);
        }

        var other = client.GetAsync(new Uri(stand.Server.Base, "other"), GrinRequestKind.List, GrinStand.ReadTextAsync);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50);
        Assert.Single(stand.Server.Requests);
        Assert.Equal(TimeSpan.FromSeconds(seconds), stand.Attempts[0].Wait);
        await Clock.RunAsync(time, Task.WhenAll(first, other), TimeSpan.FromSeconds(1));

        Assert.Equal(("ok", "ok"), ((await first).Value, (await other).Value));
    }

    [Fact]
    public void Wait_DoublesUpToAMinute_AndJitterAddsUpToAQuarter()
    {
        var error = new GrinError(GrinErrorKind.ServerError, "x");
        var plan = new RetryPlan { Attempts = 100 };

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 7).Select(failed => plan.Wait(error, failed, 0)!.Value.TotalSeconds));
        Assert.Equal(60, plan.Wait(error, 99, 0)!.Value.TotalSeconds);
        Assert.Equal(2.5, plan.Wait(error, 1, 1)!.Value.TotalSeconds);
        Assert.Null(plan.Wait(error, 100, 0));
    }

    [Fact]
    public async Task Get_CountsRequestsAndRetries()
    {
        var (requests, retries) = (0L, 0L);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name is GrinMetrics.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // Other tests run beside this one; a status that only this one sees tells its requests apart.
            var text = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            _ = (instrument.Name, text) switch
            {
                ("grin.requests", "Conversion 599") => Interlocked.Add(ref requests, value),
                ("grin.retries", "Conversion ServerError") => Interlocked.Add(ref retries, value),
                _ => 0,
            };
        });
        listener.Start();
        await using var stand = new GrinStand((_, reply) => reply.SendAsync(599));

        await stand.GetAsync(GrinRequestKind.Conversion, GrinStand.Quick);

        Assert.Equal((4, 3), (requests, retries));
    }
}
