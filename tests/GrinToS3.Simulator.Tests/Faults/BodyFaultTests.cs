using System.Diagnostics;
using System.Net;
using GrinToS3.Simulator.Faults;
using GrinToS3.Testing;

namespace GrinToS3.Simulator.Tests.Faults;

public sealed class BodyFaultTests
{
    private const string Page = "_all_books?result_count=500";

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task Cut_EndsTheConnectionBelowTheDeclaredLength(double fraction)
    {
        await using var session = await StartAsync($"cut={fraction}:requests=2");
        var whole = await session.Client.GetByteArrayAsync(new Uri(Page, UriKind.Relative));

        using var response = await session.GetAsync(Page);
        var (body, error) = await ReadUntilErrorAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(whole.Length, response.Content.Headers.ContentLength);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(error).HttpRequestError);
        Assert.Equal(whole[..(int)(whole.Length * fraction)], body);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public async Task Truncate_EndsThePageEarly_AsIfItWereComplete(double fraction)
    {
        await using var session = await StartAsync($"truncate={fraction}:requests=2");
        var whole = await session.Client.GetByteArrayAsync(new Uri(Page, UriKind.Relative));

        var part = await session.Client.GetByteArrayAsync(new Uri(Page, UriKind.Relative));

        Assert.Equal(whole[..(int)(whole.Length * fraction)], part);
    }

    [Fact]
    public async Task Stall_KeepsTheConnectionOpen_UntilTheClientGivesUp()
    {
        await using var session = await StartAsync("stall=0.5:requests=2");
        var whole = await session.Client.GetByteArrayAsync(new Uri(Page, UriKind.Relative));
        var half = new byte[whole.Length / 2];

        using var response = await session.GetAsync(Page);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(half);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await body.ReadExactlyAsync(new byte[1], patience.Token));

        Assert.Equal(whole[..half.Length], half);
    }

    [Fact]
    public async Task Stall_GoesOn_IfItIsAPause()
    {
        await using var session = await StartAsync("stall=0.5:for=0.3:times=1");
        var clock = Stopwatch.StartNew();

        var page = await session.GetPageAsync(Page);

        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(0.25));
        Assert.Equal(500, page.Rows.Count);
    }

    [Fact]
    public async Task Slow_TakesItsTime_AndDeliversAll()
    {
        await using var session = await StartAsync("slow=20000:times=1");
        var clock = Stopwatch.StartNew();

        var slow = await session.GetTextAsync("_all_books?result_count=20");
        var elapsed = clock.Elapsed;

        Assert.Equal(await session.GetTextAsync("_all_books?result_count=20"), slow);
        Assert.InRange(slow.Length, 6_000, 20_000);
        Assert.True(elapsed >= TimeSpan.FromSeconds(slow.Length / 20_000.0 * 0.8), $"{slow.Length} characters took {elapsed}");
    }

    [Fact]
    public async Task DisposeAsync_DoesNotHang_IfAnAnswerStalls()
    {
        var session = await StartAsync("stall=0");
        var stalled = session.GetTextAsync(Page);
        while (session.Grin.Journal.MaxConcurrent == 0)
        {
            await Task.Delay(5);
        }

        await session.Grin.DisposeAsync().AsTask().WaitAsync(Hang.Limit);

        await Assert.ThrowsAnyAsync<Exception>(() => stalled.WaitAsync(Hang.Limit));
        session.Client.Dispose();
    }

    private static Task<GrinSession> StartAsync(string effect) =>
        GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("_all_books:" + effect) });

    private static async Task<(byte[] Body, Exception? Error)> ReadUntilErrorAsync(HttpResponseMessage response)
    {
        using var read = new MemoryStream();
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.CopyToAsync(read);
            return (read.ToArray(), null);
        }
        catch (IOException error)
        {
            return (read.ToArray(), error);
        }
    }
}
