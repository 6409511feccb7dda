namespace GrinToS3.Grin;

public sealed class BarcodeTests
{
    [Theory]
    [InlineData("32044000000017")]
    [InlineData(" YL1BTJ ")]
    [InlineData("A-b_9")]
    [InlineData("abc")]
    [InlineData("12345678901234567890123456789012345678901234567890")]
    public void TryParse_Accepts_WhatLibrariesUse(string text)
    {
        Assert.True(Barcode.TryParse(text, out var barcode, out _));
        Assert.Equal(text.Trim(), barcode.Value);
        Assert.Equal(barcode.Value, Uri.EscapeDataString(barcode.Value));
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("  ", "empty")]
    [InlineData("ab", "2 characters")]
    [InlineData("123456789012345678901234567890123456789012345678901", "51 characters")]
    [InlineData("a/../b", "ASCII")]
    [InlineData("a?b=c", "ASCII")]
    [InlineData("a b c", "ASCII")]
    [InlineData("ａｂｃ", "ASCII")]
    [InlineData("abc\nd", "ASCII")]
    public void TryParse_SaysWhy_IfItIsNoBarcode(string? text, string expected)
    {
        Assert.False(Barcode.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
