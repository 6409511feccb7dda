using System.Net;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Simulator.Tests.Conversions;

public sealed class ProcessTests
{
    [Theory]
    [InlineData("commas")]
    [InlineData("repeated")]
    [InlineData("form")]
    public async Task Process_AnswersALineForEachVolume_InEveryForm(string form)
    {
        await using var session = await GrinSession.StartAsync();
        var barcodes = session.Grin.Library.Books.Take(20).Select(book => book.Barcode).ToList();

        var text = form switch
        {
            "commas" => await session.GetTextAsync("_process?barcodes=" + string.Join(',', barcodes)),
            "repeated" => await session.GetTextAsync("_process?" + string.Join('&', barcodes.Select(barcode => "barcodes=" + barcode))),
            _ => await PostAsync(session, string.Join('\n', barcodes)),
        };

        Assert.Equal(barcodes, GrinSession.ParseAnswer(text).Select(line => line.Barcode));
        Assert.Contains(GrinSession.ParseAnswer(text), line => line.Status == ProcessAnswer.Success);
    }

    [Fact]
    public async Task Process_AnswersByTheStateOfTheVolume()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 30_000 });
        var books = session.Grin.Library.Books.ToList();

        var lines = new List<(string State, string Status)>();
        foreach (var part in books.Chunk(400))
        {
            lines.AddRange(part.Zip(await session.AskAsync(part.Select(book => book.Barcode)), (book, line) => (book.State, line.Status)));
        }

        var statuses = lines.ToLookup(line => line.State, line => line.Status);
        Assert.All(statuses["CONVERTED"], status => Assert.Equal(ProcessAnswer.AlreadyAvailable, status));
        Assert.Equal([ProcessAnswer.AlreadyBeingConverted, ProcessAnswer.AlreadyInProcess], statuses["IN_PROCESS"].Distinct().Order());
        Assert.All(statuses["CHECKED_IN"], status => Assert.Equal(ProcessAnswer.OtherError, status));
        Assert.All(statuses["NOT_AVAILABLE_FOR_DOWNLOAD"], status => Assert.Equal(ProcessAnswer.NotAllowed, status));
        Assert.Contains(ProcessAnswer.Success, statuses["NEW"]);
        var asked = statuses["PREVIOUSLY_DOWNLOADED"].CountBy(status => status).ToDictionary();
        Assert.Equal([ProcessAnswer.NotAllowed, ProcessAnswer.OtherError, ProcessAnswer.TryLater, ProcessAnswer.Success], asked.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(asked[ProcessAnswer.Success], statuses["PREVIOUSLY_DOWNLOADED"].Count() * 97 / 100, statuses["PREVIOUSLY_DOWNLOADED"].Count());
    }

    [Fact]
    public async Task Process_TakesAnotherDay_WhatItRefusedWithAnErrorToday()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 30_000 });
        var refused = new List<string>();
        foreach (var part in ConversionTests.Requestable(session).ToList().Chunk(400))
        {
            refused.AddRange((await session.AskAsync(part)).Where(line => line.Status is ProcessAnswer.OtherError or ProcessAnswer.TryLater).Select(line => line.Barcode));
        }

        Assert.All(await session.AskAsync(refused), line => Assert.NotEqual(ProcessAnswer.Success, line.Status));
        session.Grin.Advance(TimeSpan.FromDays(1));

        Assert.InRange((await session.AskAsync(refused)).Count(line => line.Status == ProcessAnswer.Success), refused.Count * 9 / 10, refused.Count);
    }

    [Fact]
    public async Task Process_SaysThatAVolumeIsInTheQueue_IfItIsAskedForTwice()
    {
        await using var session = await GrinSession.StartAsync();
        var barcode = (await session.AskAsync(ConversionTests.Requestable(session).Take(20))).First(line => line.Status == ProcessAnswer.Success).Barcode;
        var other = ConversionTests.Requestable(session).Last();

        var again = await session.AskAsync([barcode, other, other, "90000000000001"]);

        Assert.StartsWith("Already ", again[0].Status, StringComparison.Ordinal);
        Assert.Equal([ProcessAnswer.Success, ProcessAnswer.AlreadyBeingConverted, ProcessAnswer.OtherError], again.Skip(1).Select(line => line.Status));
    }

    [Theory]
    [InlineData(QueueOverflow.RefuseCall, 429, 0)]
    [InlineData(QueueOverflow.FillThenRefuse, 429, 10)]
    [InlineData(QueueOverflow.PerLine, 200, 10)]
    public async Task Process_TakesNoMoreThanTheQueueHolds(QueueOverflow overflow, int status, int taken)
    {
        await using var session = await StartFullAsync(overflow, room: 10);
        var before = session.Grin.QueueLength;
        var barcodes = ConversionTests.Requestable(session).Take(40).ToList();

        using var response = await session.GetAsync("_process?barcodes=" + string.Join(',', barcodes));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(taken, session.Grin.QueueLength - before);
        Assert.Equal(barcodes.Count(barcode => session.Find(barcode).State == "IN_PROCESS"), taken);
        if (status == 200)
        {
            var lines = GrinSession.ParseAnswer(await response.Content.ReadAsStringAsync());
            Assert.Equal(10, lines.Count(line => line.Status == ProcessAnswer.Success));
            Assert.Contains(lines, line => line.Status == ProcessAnswer.QueueFull);
            Assert.All(lines.Where(line => line.Status == ProcessAnswer.Success), line => Assert.Equal("IN_PROCESS", session.Find(line.Barcode).State));
        }
    }

    [Theory]
    [InlineData(QueueOverflow.RefuseCall, 429)]
    [InlineData(QueueOverflow.FillThenRefuse, 429)]
    [InlineData(QueueOverflow.PerLine, 200)]
    public async Task Process_RefusesEveryCall_IfTheQueueIsFull_UntilConversionsEnd(QueueOverflow overflow, int status)
    {
        await using var session = await StartFullAsync(overflow, room: 0);
        var address = "_process?barcodes=" + ConversionTests.Requestable(session).First();

        using var full = await session.GetAsync(address);
        session.Grin.Advance(TimeSpan.FromDays(10));
        var lines = GrinSession.ParseAnswer(await session.GetTextAsync(address));

        Assert.Equal(status, (int)full.StatusCode);
        Assert.Equal(ProcessAnswer.Success, lines.Single().Status);
    }

    [Fact]
    public async Task Process_CountsTheQueueFast_IfItHoldsManyAndCallsAreMany()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 60_000, QueueLimit = 20_000 });
        var calls = 0;
        foreach (var part in ConversionTests.Requestable(session).ToList().Chunk(200))
        {
            using var response = await session.GetAsync("_process?barcodes=" + string.Join(',', part));
            calls++;
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                break;
            }
        }

        Assert.InRange(session.Grin.QueueLength, 19_800, 20_000);
        Assert.InRange(calls, 95, 105);
    }

    [Fact]
    public async Task MissingLines_LeavesLinesOut_ThoughTheVolumesWereTaken()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("_process:missing-lines=3") });
        var barcodes = ConversionTests.Requestable(session).Take(9).ToList();
        var before = session.Grin.QueueLength;

        var lines = await session.AskAsync(barcodes);

        Assert.Equal(barcodes.Where((_, i) => i % 3 != 2), lines.Select(line => line.Barcode));
        Assert.Equal(9, session.Grin.QueueLength - before);
    }

    [Fact]
    public async Task Process_TakesVolumesOnce_IfItsAnswerIsCut()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("_process:times=1:cut=0.5") });
        var barcodes = ConversionTests.Requestable(session).Take(9).ToList();
        var before = session.Grin.QueueLength;

        await Assert.ThrowsAsync<HttpRequestException>(() => session.AskAsync(barcodes));

        Assert.Equal(9, session.Grin.QueueLength - before);
        Assert.All(await session.AskAsync(barcodes), line => Assert.StartsWith("Already ", line.Status, StringComparison.Ordinal));
        Assert.Equal(9, session.Grin.QueueLength - before);
    }

    [Theory]
    [InlineData("GET", "_process", 400)]
    [InlineData("GET", "_process?barcodes=,", 400)]
    [InlineData("GET", "_process?barcodes=1&process_format=json", 400)]
    [InlineData("POST", "_process?barcodes=1", 405)]
    [InlineData("DELETE", "_process?barcodes=1", 405)]
    public async Task Process_RefusesTheCall_IfItMakesNoSense(string method, string address, int status)
    {
        await using var session = await GrinSession.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var response = await session.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    private static async Task<GrinSession> StartFullAsync(QueueOverflow overflow, int room)
    {
        var options = new SimulatorOptions { Books = 3000 };
        var inQueue = options.ToLibrary().InProcess.Count();
        return await GrinSession.StartAsync(options with { QueueLimit = inQueue + room, QueueOverflow = overflow });
    }

    private static async Task<string> PostAsync(GrinSession session, string barcodes)
    {
        using var form = new FormUrlEncodedContent([new("barcodes", barcodes)]);
        using var response = await session.Client.PostAsync(new Uri("_process", UriKind.Relative), form);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
