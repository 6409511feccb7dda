using System.Net;
using System.Text.Json;

namespace GrinToS3.Simulator.Tests.Control;

public sealed class ControlTests
{
    [Fact]
    public async Task Advance_MovesTheCalendar_WithoutAToken()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 5000 });
        session.Client.DefaultRequestHeaders.Authorization = null;
        var before = await ReadAsync(await session.GetAsync("/_simulator"));

        var after = await ReadAsync(await PostAsync(session, "/_simulator/advance?hours=240.5"));

        Assert.Equal((0, session.Grin.Library.Books.Count(book => book.State == "IN_PROCESS")), (before.Hours, after.InProcess));
        Assert.True(before.InProcess > 0);
        Assert.Equal((240.5, 0), after);
        Assert.Equal(TimeSpan.FromHours(240.5), session.Grin.SimulatedTime);
        Assert.Equal(2, session.Grin.Journal.Count("_simulator", 200));
    }

    [Fact]
    public async Task Reconvert_GivesVolumesAnotherArchive()
    {
        await using var session = await GrinSession.StartAsync();
        var barcodes = session.Grin.Library.Converted.Take(2).Select(book => book.Barcode).ToList();
        var before = barcodes.Select(barcode => session.Grin.Archives.Find(barcode)!.ETag).ToList();

        using var response = await PostAsync(session, "/_simulator/reconvert?barcodes=" + string.Join(',', barcodes));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(barcodes.Zip(before), pair => Assert.NotEqual(pair.Second, session.Grin.Archives.Find(pair.First)!.ETag));
    }

    [Theory]
    [InlineData("GET", "/_simulator/advance?hours=1", 405)]
    [InlineData("POST", "/_simulator", 405)]
    [InlineData("POST", "/_simulator/advance", 400)]
    [InlineData("POST", "/_simulator/advance?hours=-1", 400)]
    [InlineData("POST", "/_simulator/advance?hours=NaN", 400)]
    [InlineData("POST", "/_simulator/advance?hours=1e9", 400)]
    [InlineData("POST", "/_simulator/reconvert", 409)]
    [InlineData("POST", "/_simulator/reconvert?barcodes=1", 409)]
    [InlineData("POST", "/_simulator/explode", 404)]
    public async Task Control_RefusesAndChangesNothing_IfTheRequestIsBad(string method, string path, int status)
    {
        await using var session = await GrinSession.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await session.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(TimeSpan.Zero, session.Grin.SimulatedTime);
    }

    private static Task<HttpResponseMessage> PostAsync(GrinSession session, string path) => session.Client.PostAsync(new Uri(path, UriKind.Relative), null);

    private static async Task<(double Hours, int InProcess)> ReadAsync(HttpResponseMessage response)
    {
        using (response.EnsureSuccessStatusCode())
        {
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return (json.RootElement.GetProperty("simulated_hours").GetDouble(), json.RootElement.GetProperty("in_process").GetInt32());
        }
    }
}
