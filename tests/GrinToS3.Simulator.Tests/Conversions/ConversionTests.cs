using System.Net;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Volumes;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Simulator.Tests.Conversions;

public sealed class ConversionTests
{
    private static readonly SimulatorOptions Options = new() { Books = 3000 };

    [Fact]
    public async Task Volumes_AreConvertedOrFail_AfterTheirTime()
    {
        await using var session = await GrinSession.StartAsync(Options);
        var asked = await session.AskAsync(Requestable(session).Take(400));
        var taken = asked.Where(line => line.Status == ProcessAnswer.Success).Select(line => line.Barcode).ToList();
        Assert.All(States(session, taken), state => Assert.Equal("IN_PROCESS", state));

        session.Grin.Advance(TimeSpan.FromDays(10));

        var states = States(session, taken).CountBy(state => state).ToDictionary();
        Assert.Equal(["CONVERTED", "PREVIOUSLY_DOWNLOADED"], states.Keys.Order());
        Assert.InRange(states["PREVIOUSLY_DOWNLOADED"], 1, 30);
        foreach (var book in taken.Select(session.Find))
        {
            Assert.Equal(book.State == "CONVERTED", book.Failure is null);
            Assert.Equal(book.State == "CONVERTED" ? HttpStatusCode.OK : HttpStatusCode.NotFound, await session.HeadAsync(book.Barcode));
            Assert.StartsWith("2032/01/", book.Failure?.Date ?? book.ConvertedDate, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Volumes_EndOneAfterTheOther_BetweenATenthOfTheTimeAndTheWhole()
    {
        await using var session = await GrinSession.StartAsync(Options);
        var taken = (await session.AskAsync(Requestable(session).Take(200))).Where(line => line.Status == ProcessAnswer.Success).Select(line => line.Barcode).ToList();
        var left = new List<int>();

        for (var day = 0; day <= 10; day++, session.Grin.Advance(TimeSpan.FromDays(1)))
        {
            left.Add(States(session, taken).Count(state => state == "IN_PROCESS"));
        }

        Assert.Equal(taken.Count, left[0]);
        Assert.InRange(left[1], taken.Count - 2, taken.Count);
        Assert.InRange(left[5], taken.Count / 3, taken.Count * 2 / 3);
        Assert.Equal(0, left[10]);
    }

    [Fact]
    public async Task Archives_Expire_AndCanBeAskedForAgainWithAnotherETag()
    {
        await using var session = await GrinSession.StartAsync(Options);
        var taken = (await session.AskAsync(Requestable(session).Take(50))).Where(line => line.Status == ProcessAnswer.Success).Select(line => line.Barcode).ToList();
        session.Grin.Advance(TimeSpan.FromDays(10));
        var converted = taken.Where(barcode => session.Find(barcode).State == "CONVERTED").ToList();
        var first = converted.ToDictionary(barcode => barcode, barcode => session.Grin.Archives.Find(barcode)!.ETag);

        session.Grin.Advance(TimeSpan.FromDays(30));
        Assert.All(converted, barcode => Assert.Equal(("PREVIOUSLY_DOWNLOADED", true), (session.Find(barcode).State, session.Find(barcode).DownloadedDate.Length > 0)));
        Assert.All(converted, barcode => Assert.Null(session.Grin.Archives.Find(barcode)));
        var again = (await session.AskAsync(converted)).Where(line => line.Status == ProcessAnswer.Success).Select(line => line.Barcode).ToList();
        session.Grin.Advance(TimeSpan.FromDays(10));

        Assert.True(again.Count > converted.Count * 9 / 10);
        var archives = again.Select(session.Grin.Archives.Find).OfType<GrinToS3.Simulator.Archives.SimulatedArchive>().ToList();
        Assert.True(archives.Count > again.Count * 8 / 10);
        Assert.All(archives, archive => Assert.NotEqual(first[archive.Barcode], archive.ETag));
    }

    [Fact]
    public async Task Volumes_MoveByThemselves_WhereTheyWereUnderWayOrConverted()
    {
        await using var session = await GrinSession.StartAsync(Options);
        var before = session.Grin.Library.Books.Select(book => book.State).ToList();

        session.Grin.Advance(TimeSpan.FromDays(60));

        var after = session.Grin.Library.Books.Select(book => book.State).ToList();
        Assert.Equal(before.Count(state => state is "NEW" or "CHECKED_IN"), after.Count(state => state is "NEW" or "CHECKED_IN"));
        Assert.DoesNotContain("IN_PROCESS", after);
        Assert.DoesNotContain("CONVERTED", after);
        Assert.Equal(0, session.Grin.QueueLength);
    }

    [Fact]
    public async Task Lists_AgreeWithTheLibrary_AtAnyTime()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 4000, ConversionTime = TimeSpan.FromDays(5), ArchiveLifetime = TimeSpan.FromDays(7) });
        for (var day = 0; day < 24; day += 2, session.Grin.Advance(TimeSpan.FromHours(48)))
        {
            await session.AskAsync(Requestable(session).Skip(day * 40).Take(200));

            var books = session.Grin.Library.Books.ToList();
            Assert.Equal(books.Select(book => book.State), (await session.GetPageAsync("_all_books?result_count=-1")).Values("Status"));
            Assert.Equal(Barcodes(books, "CONVERTED"), (await session.GetPageAsync("_converted?result_count=-1")).Values("Filename").Select(Stem));
            Assert.Equal(Barcodes(books, "IN_PROCESS"), (await session.GetTextAsync("_in_process?format=text")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Stem));
            var failed = books.Where(book => book.Failure is not null).ToList();
            var listed = await session.GetPageAsync("_failed?result_count=-1");
            Assert.Equal(failed.Select(book => book.Barcode), listed.Values("Barcode"));
            Assert.Equal(failed.Select(book => book.Failure!.Value.Date), listed.Values("Convert Failed Date"));
            Assert.Equal(failed.Select(book => book.Failure!.Value.Info), listed.Values("Convert Failed Info"));
            Assert.All(failed, book => Assert.True(book.State is "PREVIOUSLY_DOWNLOADED" or "NEW"));
            Assert.Equal(books.Count(book => book.State == "IN_PROCESS"), session.Grin.QueueLength);
        }
    }

    [Fact]
    public async Task Calendar_RunsByItself_IfItIsGivenAPace()
    {
        var time = new FakeTimeProvider();
        await using var session = await GrinSession.StartAsync(Options with { DaysPerSecond = 2 }, time);
        Assert.Equal(TimeSpan.Zero, session.Grin.SimulatedTime);

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromDays(6), session.Grin.SimulatedTime);
        session.Grin.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromDays(7), session.Grin.SimulatedTime);
    }

    [Fact]
    public async Task Calendar_StandsStill_IfItIsNotTold()
    {
        var time = new FakeTimeProvider();
        await using var session = await GrinSession.StartAsync(Options, time);

        time.Advance(TimeSpan.FromDays(500));

        Assert.Equal(TimeSpan.Zero, session.Grin.SimulatedTime);
    }

    [Fact]
    public async Task Reconvert_GivesAnotherArchive_WhileTheVolumeStaysConverted()
    {
        await using var session = await GrinSession.StartAsync(Options);
        var barcode = session.Grin.Library.Converted.First().Barcode;
        var (before, date) = (session.Grin.Archives.Find(barcode)!, session.Find(barcode).ConvertedDate);

        Assert.True(session.Grin.Reconvert(barcode));

        var after = session.Grin.Archives.Find(barcode)!;
        Assert.Equal("CONVERTED", session.Find(barcode).State);
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.NotEqual(before.DecryptedSha256, after.DecryptedSha256);
        Assert.True(string.CompareOrdinal(date, session.Find(barcode).ConvertedDate) < 0);
        Assert.False(session.Grin.Reconvert(Requestable(session).First()));
    }

    [Fact]
    public void Revision_ConvertsSomeVolumesAgain_IfItRises()
    {
        var before = new SimulatorOptions { Books = 20_000 };
        var after = before with { Revision = 1 };
        var (old, changed) = (new GrinToS3.Simulator.Archives.SimulatedArchives(before), new GrinToS3.Simulator.Archives.SimulatedArchives(after));
        var both = before.ToLibrary().Converted.Select(book => book.Barcode).Intersect(after.ToLibrary().Converted.Select(book => book.Barcode)).ToList();

        var differ = both.Count(barcode => old.Find(barcode)!.ETag != changed.Find(barcode)!.ETag);

        Assert.InRange(differ, both.Count / 40, both.Count / 12);
    }

    [Fact]
    public void TryFind_FindsEveryVolumeAndNothingElse()
    {
        var library = new SimulatedLibrary(seed: 3, count: 20_000);

        Assert.All(library.Books, book => Assert.True(library.TryFind(book.Barcode, out var found) && found.Index == book.Index));
        foreach (var unknown in new[] { "", "Y", "Yabcde", "YZZZZZ", "90000000000001", "9000000000000x", "12345678901234", "9000-000000593", "900000000005930" })
        {
            Assert.False(library.TryFind(unknown, out _), unknown);
        }
    }

    [Theory]
    [InlineData(-1, 10, 30, 0)]
    [InlineData(1, 0, 30, 0)]
    [InlineData(1, 10, 0.5, 0)]
    [InlineData(1, 10, 30, -1)]
    public async Task StartAsync_Throws_IfAnOptionIsOutOfRange(int limit, double conversion, double lifetime, double pace) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SimulatedGrin.StartAsync(new SimulatorOptions
        {
            QueueLimit = limit,
            ConversionTime = TimeSpan.FromDays(conversion),
            ArchiveLifetime = TimeSpan.FromDays(lifetime),
            DaysPerSecond = pace,
        }));

    internal static IEnumerable<string> Requestable(GrinSession session) =>
        session.Grin.Library.Books.Where(book => book.State is "PREVIOUSLY_DOWNLOADED").Select(book => book.Barcode);

    private static IEnumerable<string> States(GrinSession session, IEnumerable<string> barcodes) => barcodes.Select(barcode => session.Find(barcode).State);

    private static IEnumerable<string> Barcodes(IEnumerable<Book> books, string state) => books.Where(book => book.State == state).Select(book => book.Barcode);

    private static string Stem(string name) => name.Replace(".tar.gz.gpg", "", StringComparison.Ordinal);
}
