namespace GrinToS3.Grin.Listing;

public sealed class PhraseScannerTests
{
    [Fact]
    public void Scan_FindsPhrase_IfItIsCutAnywhere()
    {
        var text = "xxababacxx"u8;
        for (var first = 0; first <= text.Length; first++)
        {
            for (var second = first; second <= text.Length; second++)
            {
                var scanner = new PhraseScanner([.. "abac"u8]);
                scanner.Scan(text[..first]);
                scanner.Scan(text[first..second]);
                scanner.Scan(text[second..]);
                Assert.True(scanner.IsFound, $"cut at {first} and {second}");
            }
        }
    }

    [Fact]
    public void Scan_FindsNothing_IfPhraseIsIncomplete()
    {
        var scanner = new PhraseScanner([.. "abac"u8]);
        foreach (var letter in "abaabcabababa"u8)
        {
            scanner.Scan([letter]);
        }

        Assert.False(scanner.IsFound);
    }
}
