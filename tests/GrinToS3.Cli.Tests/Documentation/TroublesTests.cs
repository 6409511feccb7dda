using System.Text.RegularExpressions;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;

namespace GrinToS3.Cli.Documentation;

/// <summary>docs/howto/troubles.md: each trouble is made, and <c>grin</c> ends as the page says.</summary>
public sealed partial class TroublesTests
{
    private static readonly string[] SyncConverted = SyncStand.Sync("main", "--queue", "converted");

    private static readonly Dictionary<int, Func<GrinStand, Task<GrinExit>>> Troubles = new()
    {
        [1] = static stand =>
        {
            File.Delete(Path.Combine(stand.Credentials, "credentials.json"));
            return stand.RunAsync(SyncConverted);
        },
        [2] = static async stand =>
        {
            await File.WriteAllTextAsync(Path.Combine(stand.Credentials, "gpg_passphrase.asc"), "another one\n");
            return await stand.RunAsync(SyncConverted);
        },
        [3] = static stand => stand.RunAsync(stand.Collect("main", "--page-size", "50")),
        [4] = static async stand =>
        {
            await using var other = stand.Start([.. SyncConverted, "--json"]);
            Assert.NotNull(await other.ReadToAsync("\"phase\":\"Fetching\""));
            return await stand.RunAsync(SyncConverted);
        },
        [5] = static async stand =>
        {
            await stand.Grin.DisposeAsync();
            return await stand.RunAsync(SyncConverted);
        },
        [6] = static stand => stand.RunAsync("request", "--run-name", "main", "--queue", "previous"),
        [7] = static stand => stand.RunAsync(SyncConverted),
        [8] = static async stand =>
        {
            Directory.Delete(stand.Storage, recursive: true);
            await File.WriteAllTextAsync(stand.Storage, "a file");
            return await stand.RunAsync(SyncConverted);
        },
        [9] = static async stand =>
        {
            await File.WriteAllTextAsync(stand.Run("main").Database, "not a database");
            return await stand.RunAsync(SyncConverted);
        },
        [10] = static async stand =>
        {
            await stand.RunAsync(SyncConverted);
            var stored = Directory.EnumerateFiles(Path.Combine(stand.Storage, "raw"), "*.tar.gz", SearchOption.AllDirectories).First();
            File.Delete(stored);
            return await stand.RunAsync("verify", "--run-name", "main");
        },
    };

    public static TheoryData<int> Numbers => [.. Troubles.Keys];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Grin_EndsAsThePageSays_IfThereIsTrouble(int number)
    {
        var (code, line) = Documented()[number];
        await using var stand = await GrinStand.StartAsync(
            SyncStand.Library(300, number is 7 ? ["archive:every=7:corrupt=3000"] : []) with { QueueLimit = 5, Latency = TimeSpan.FromMilliseconds(number is 4 ? 50 : 0) });
        await stand.DoAsync(stand.Collect("main", "--page-size", "10000"));

        var exit = await Troubles[number](stand);

        Assert.True(exit.Code == code, exit.ToString());
        var expected = new Regex($"^ *{Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal).Replace("\\ ", " +", StringComparison.Ordinal)}$");
        Assert.True(exit.Errors.Concat(exit.Output).Any(expected.IsMatch), $"{line}\nis not in\n{exit}");
    }

    [Fact]
    public void ThePage_HasTheTroublesThatAreMadeHere() => Assert.Equal(Troubles.Keys.Order(), Documented().Keys.Order());

    /// <summary>By number: the exit code in the heading, and the first line of code below it.</summary>
    private static Dictionary<int, (int Code, string Line)> Documented() => Trouble()
        .Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "troubles.md")).ReplaceLineEndings("\n"))
        .ToDictionary(
            static one => int.Parse(one.Groups["number"].Value, null),
            static one => (int.Parse(one.Groups["code"].Value, null), one.Groups["line"].Value));

    [GeneratedRegex("^## (?<number>\\d+)\\. [^\n]+ \\((?<code>\\d+)\\)\n\n    (?<line>[^\n]+)\n", RegexOptions.Multiline)]
    private static partial Regex Trouble();
}
