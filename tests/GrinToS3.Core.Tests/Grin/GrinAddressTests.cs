namespace GrinToS3.Grin;

public sealed class GrinAddressTests
{
    private static readonly GrinAddress Address = Create("https://books.google.com/libraries/");

    [Fact]
    public void Addresses_FollowTheProtocol()
    {
        Assert.Equal("https://books.google.com/libraries/Example/?format=text&result_count=1", Address.Probe.AbsoluteUri);
        Assert.Equal("https://books.google.com/libraries/Example/_all_books?result_count=10000", Address.ListFirstPage(GrinList.AllBooks, 10_000).AbsoluteUri);
        Assert.Equal("https://books.google.com/libraries/Example/_failed?result_count=-1", Address.ListFirstPage(GrinList.Failed, -1).AbsoluteUri);
        Assert.Equal("https://books.google.com/libraries/Example/_in_process?format=text", Address.InProcess.AbsoluteUri);
    }

    [Fact]
    public void Addresses_AreTheSame_IfBaseLacksItsSlash() =>
        Assert.Equal(Address.Probe, Create("https://books.google.com/libraries").Probe);

    [Theory]
    [InlineData("/libraries/Example/_all_books?first=1", "https://books.google.com/libraries/Example/_all_books?first=1")]
    [InlineData("_all_books?first=1", "https://books.google.com/libraries/Example/_all_books?first=1")]
    [InlineData("http://other.example/x", "http://other.example/x")]
    public void Resolve_FollowsLink_IfItIsOne(string link, string expected) =>
        Assert.Equal(expected, Address.Resolve(link)?.AbsoluteUri);

    [Theory]
    [InlineData("javascript:next()")]
    [InlineData("http://")]
    public void Resolve_GivesNothing_IfLinkIsNoAddress(string link) => Assert.Null(Address.Resolve(link));

    private static GrinAddress Create(string baseAddress)
    {
        Assert.True(LibraryDirectory.TryParse("Example", out var directory, out _));
        return new GrinAddress(new Uri(baseAddress), directory);
    }
}
