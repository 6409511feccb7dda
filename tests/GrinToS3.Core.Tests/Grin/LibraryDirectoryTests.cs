namespace GrinToS3.Grin;

public sealed class LibraryDirectoryTests
{
    [Theory]
    [InlineData("Harvard", "Harvard")]
    [InlineData(" UOM ", "UOM")]
    [InlineData("a-b_9", "a-b_9")]
    public void TryParse_KeepsSpelling_IfNameIsValid(string text, string expected)
    {
        Assert.True(LibraryDirectory.TryParse(text, out var directory, out _));
        Assert.Equal(expected, directory.Value);
    }

    [Theory]
    [InlineData("", "is missing")]
    [InlineData("https://books.google.com/libraries/Harvard/_all_books", "is a URL")]
    [InlineData("http:Harvard", "is a URL")]
    [InlineData("libraries/Harvard", "is a path")]
    [InlineData("Har\\vard", "is a path")]
    [InlineData("Har vard", "letters, digits")]
    [InlineData("Härvard", "letters, digits")]
    public void TryParse_SaysWhatToGive_IfNameIsInvalid(string text, string expected)
    {
        Assert.False(LibraryDirectory.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
