using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives;

/// <summary>The words that Google gives a library to open its archives with (spec: storage-config 4, 8); they follow from the seed.</summary>
internal static class Passphrases
{
    private const int Length = 6;

    private static readonly string[] Words =
    [
        "apron", "birch", "cedar", "delta", "ember", "fable", "grove", "hazel", "inlet", "jolly", "knoll", "lemon", "maple", "novel", "olive", "plaid",
    ];

    public static string Of(int seed) => Draw(seed, 0);

    /// <summary>Another one, which opens nothing.</summary>
    public static string Other(int seed) => Draw(seed, 1) + " not";

    private static string Draw(int seed, int which) => string.Join(
        ' ',
        Enumerable.Range(0, Length).Select(word => Words[Dice.For(seed, which).Of(Roll.ArchiveKey, word).Number(Roll.ArchiveKey, Words.Length)]));
}
