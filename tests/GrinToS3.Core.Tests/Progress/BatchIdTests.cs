namespace GrinToS3.Progress;

public sealed class BatchIdTests
{
    [Theory]
    [InlineData("_all_books/12/000003")]
    [InlineData("a")]
    [InlineData("run-1/x.y/_z")]
    public void FileName_LeadsBackToTheId(string text)
    {
        var id = BatchId.Parse(text);

        Assert.DoesNotContain('/', id.FileName);
        Assert.True(BatchId.TryFromFileName(id.FileName, out var back));
        Assert.Equal(id, back);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a+b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    public void Parse_Refuses_IfTextIsNoId(string text) => Assert.Throws<FormatException>(() => BatchId.Parse(text));

    [Fact]
    public void Parse_Refuses_IfTextIsTooLong()
    {
        Assert.Equal(BatchId.MaxLength, BatchId.Parse(new string('a', BatchId.MaxLength)).Value.Length);
        Assert.Throws<FormatException>(() => BatchId.Parse(new string('a', BatchId.MaxLength + 1)));
    }

    [Theory]
    [InlineData("a.batch.x1.tmp")]
    [InlineData("notes.txt")]
    [InlineData(".batch")]
    public void TryFromFileName_Fails_IfFileIsNoBatch(string name) => Assert.False(BatchId.TryFromFileName(name, out _));

    [Fact]
    public void ForPage_SortsByPage() => Assert.Equal("_all_books/7/000042", BatchId.ForPage("_all_books", 7, 42).Value);
}
