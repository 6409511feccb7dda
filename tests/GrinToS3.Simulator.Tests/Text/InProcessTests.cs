using System.Net;

namespace GrinToS3.Simulator.Tests.Text;

public sealed class InProcessTests
{
    [Fact]
    public async Task InProcess_ListsTheQueue_WithAndWithoutSuffix()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 100_000 });

        var text = await session.GetTextAsync("_in_process?format=text");

        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var lines = text[..^1].Split('\n');
        var expected = session.Grin.Library.Books.Where(book => book.State == "IN_PROCESS").Select(book => book.Barcode);
        Assert.Equal(expected, lines.Select(line => line.Replace(".tar.gz.gpg", "", StringComparison.Ordinal)));
        Assert.InRange(lines.Count(line => line.EndsWith(".tar.gz.gpg", StringComparison.Ordinal)), lines.Length / 6, lines.Length / 3);
    }

    [Theory]
    [InlineData("_in_process")]
    [InlineData("_all_books?format=text")]
    public async Task Resource_IsNotFound_InTheFormThatIsNotSimulated(string address)
    {
        await using var session = await GrinSession.StartAsync();

        using var response = await session.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Summary_TellsTheSizeOfTheLibrary_AsText()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Books = 77 });

        Assert.Equal("Directory\tExample\nAll books\t77\n", await session.GetTextAsync("?format=text&result_count=1"));
    }
}
