using System.Net;

namespace GrinToS3.Simulator.Tests.Listing;

public sealed class PagingTests
{
    [Theory]
    [InlineData(Paging.First, 1000, 300)]
    [InlineData(Paging.First, 1000, 250)]
    [InlineData(Paging.First, 1000, 1000)]
    [InlineData(Paging.ContinuationToken, 1000, 300)]
    [InlineData(Paging.ContinuationToken, 1000, 250)]
    [InlineData(Paging.ContinuationToken, 1, 1)]
    public async Task NextLinks_LeadThroughAllBooksOnce(Paging paging, int books, int pageSize)
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = books, Paging = paging });

        var pages = await session.GetChainAsync($"_all_books?result_count={pageSize}");

        Assert.Equal(session.Grin.Library.Books.Select(book => book.Barcode), pages.SelectMany(page => page.Values("Barcode")));
        Assert.Equal((books + pageSize - 1) / pageSize, pages.Count);
    }

    [Theory]
    [InlineData(Paging.First)]
    [InlineData(Paging.ContinuationToken)]
    public async Task NextLinks_LeadThroughTheConvertedOnce(Paging paging)
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 3000, Paging = paging });

        var pages = await session.GetChainAsync("_converted?result_count=20");

        Assert.Equal(
            session.Grin.Library.Converted.Select(book => book.Barcode + ".tar.gz.gpg"), pages.SelectMany(page => page.Values("Filename")));
        Assert.True(pages.Count > 5);
    }

    [Fact]
    public async Task NextLink_IsTheAddressThatCanBePredicted_IfPagingIsByFirst()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 1000 });

        var page = await session.GetPageAsync("_all_books?result_count=300&first=300");

        Assert.Equal("/libraries/Example/_all_books?result_count=300&first=600", page.Next);
        Assert.Equal(session.Grin.Library.GetBook(300).Barcode, page.Values("Barcode").First());
    }

    [Fact]
    public async Task First_IsIgnored_IfPagingIsByToken()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Paging = Paging.ContinuationToken });

        var page = await session.GetPageAsync("_all_books?result_count=300&first=300");

        Assert.Equal(session.Grin.Library.GetBook(0).Barcode, page.Values("Barcode").First());
        Assert.Contains("&ctoken=", page.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10000", 40)]
    [InlineData("-1", 40)]
    [InlineData("30", 30)]
    public async Task MaxPageSize_CapsThePage_IfMoreIsAskedFor(string asked, int rows)
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 100, MaxPageSize = 40 });

        var page = await session.GetPageAsync($"_all_books?result_count={asked}");

        Assert.Equal(rows, page.Rows.Count);
        Assert.Equal($"/libraries/Example/_all_books?result_count={rows}&first={rows}", page.Next);
    }

    [Fact]
    public async Task ResultCount_GivesAllOnOnePage_IfItIsMinusOne()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 2345 });

        var page = await session.GetPageAsync("_all_books?result_count=-1");

        Assert.Equal(2345, page.Rows.Count);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("result_count=0")]
    [InlineData("result_count=-2")]
    [InlineData("result_count=many")]
    [InlineData("first=-1")]
    [InlineData("first=99999999999")]
    public async Task Page_IsABadRequest_IfANumberMakesNoSense(string query)
    {
        await using var session = await GrinSession.StartAsync();

        using var response = await session.GetAsync("_all_books?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Page_IsEmpty_IfItStartsBehindTheEnd()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 100 });

        Assert.Empty((await session.GetPageAsync("_all_books?first=100")).Rows);
        Assert.Empty((await session.GetPageAsync("_converted?first=100")).Rows);
    }

    [Fact]
    public async Task Token_IsABadRequest_IfItIsOfAnotherListOrDamaged()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Paging = Paging.ContinuationToken });
        var next = (await session.GetPageAsync("_all_books?result_count=10")).Next!;
        var damaged = next.Replace("ctoken=A", "ctoken=B", StringComparison.Ordinal);

        Assert.NotEqual(next, damaged);
        foreach (var address in new[] { next.Replace("_all_books", "_converted", StringComparison.Ordinal), damaged, "_all_books?ctoken=%20x" })
        {
            using var response = await session.GetAsync(address);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }
}
