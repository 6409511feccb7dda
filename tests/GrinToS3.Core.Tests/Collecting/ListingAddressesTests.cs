namespace GrinToS3.Collecting;

public sealed class ListingAddressesTests
{
    [Theory]
    [InlineData("https://h/l/E/_all_books?result_count=10000&first=10000", 1, 1, "https://h/l/E/_all_books?result_count=10000&first=20000")]
    [InlineData("https://h/l/E/_all_books?first=500&result_count=500", 1, 3, "https://h/l/E/_all_books?first=2000&result_count=500")]
    [InlineData("https://h/l/E/_all_books?first=30000&x=1", 3, 2, "https://h/l/E/_all_books?first=50000&x=1")]
    public void Predict_CountsOn_IfLinkCountsRowsInEvenSteps(string known, int page, int ahead, string expected) =>
        Assert.Equal(new Uri(expected), ListingAddresses.Predict(new Uri(known), page, ahead));

    [Theory]
    [InlineData("https://h/l/E/_all_books?result_count=10000&ctoken=abc", 1)]
    [InlineData("https://h/l/E/_all_books?first=10000&ctoken=abc", 1)]
    [InlineData("https://h/l/E/_all_books?result_count=10000", 1)]
    [InlineData("https://h/l/E/_all_books?afirst=10000", 1)]
    [InlineData("https://h/l/E/_all_books?first=10001", 2)]
    [InlineData("https://h/l/E/_all_books?first=0", 1)]
    [InlineData("https://h/l/E/_all_books?first=-5", 1)]
    [InlineData("https://h/l/E/_all_books?first=99999999999999999999", 1)]
    [InlineData("https://h/l/E/_all_books?first=10000", 0)]
    public void Predict_GivesNothing_IfLinkDoesNotCount(string known, int page) =>
        Assert.Null(ListingAddresses.Predict(new Uri(known), page, 1));
}
