using System.Text;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>
/// The pages of text that all archives are made of: 128, among them every kind of text that a reader has to cope with (spec: storage-config 9.1, 9.2).
/// </summary>
internal sealed class PagePool(int seed)
{
    private const int Count = 128;
    private const int MaxLines = 36;
    private const int WordsInLine = 9;

    private readonly Lazy<Page[]> _pages = new(() => [.. Enumerable.Range(0, Count).Select(number => Make(Dice.For(seed, number), number))]);

    public Page Pick(Dice page) => _pages.Value[page.Number(Roll.PageText, Count)];

    private static Page Make(Dice dice, int number)
    {
        var lines = Lines(dice);
        var text = string.Concat(lines.Select(line => line + "\n"));
        return (number % 16) switch
        {
            1 => Page.Of("", [], []),
            3 => Page.Of(text, Encode(text.Replace("\n", "\r\n", StringComparison.Ordinal)), lines),
            5 => Page.Of(text, Encode(text.Replace('\n', '\r')), lines),
            7 => Page.Of("\uFEFF" + text, Encode("\uFEFF" + text), lines),
            9 => Page.Of("[\uFFFD] " + text, [(byte)'[', 0xFF, (byte)']', (byte)' ', .. Encode(text)], lines),
            11 => Plain("\t\"quoted\" \\ back/slash \f\b\u0001\u001F\u007F\u0085\u2028\u2029 \U0001F4D6\n" + text, lines),
            13 => Plain(text.TrimEnd('\n'), lines),
            15 => Plain("\n\n  " + text + "\n", lines),
            _ => Plain(text, lines),
        };
    }

    private static Page Plain(string text, string[] lines) => Page.Of(text, Encode(text), lines);

    private static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    private static string[] Lines(Dice dice)
    {
        var lines = new string[1 + dice.Number(Roll.PageText, MaxLines)];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = dice.Of(Roll.PageText, i);
            lines[i] = string.Join(' ', Enumerable.Range(0, WordsInLine).Select(word => PageWords.Pick(line.Of(Roll.PageText, word))));
        }

        return lines;
    }
}
