namespace GrinToS3.Runs;

public sealed class RunNameTests
{
    [Theory]
    [InlineData("fells2026")]
    [InlineData("run_20260105_101500")]
    [InlineData("A-b_9")]
    public void TryParse_KeepsName_IfItIsValid(string text)
    {
        Assert.True(RunName.TryParse(text, out var name, out _));
        Assert.Equal(text, name.Value);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("my run", "try 'myrun'")]
    [InlineData("../evil", "try 'evil'")]
    [InlineData("name\n", "try 'name'")]
    [InlineData("é", "try 'run1'")]
    public void TryParse_SaysWhatToGive_IfNameIsInvalid(string? text, string expected)
    {
        Assert.False(RunName.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Refuses_IfNameIsTooLongForFileSystems() =>
        Assert.False(RunName.TryParse(new string('x', RunName.MaxLength + 1), out _, out _));

    [Fact]
    public void ForMoment_FollowsPattern() =>
        Assert.Equal("run_20260105_101500", RunName.ForMoment(new DateTimeOffset(2026, 1, 5, 10, 15, 0, TimeSpan.Zero)).Value);
}
