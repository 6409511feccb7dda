using System.Globalization;
using System.Text.RegularExpressions;
using GrinToS3.Cli.Output;
using GrinToS3.Cli.Processes;
using GrinToS3.Progress;
using GrinToS3.Testing;

namespace GrinToS3.Cli.Commands;

public sealed partial class DemoTests
{
    [Fact]
    public async Task Demo_PrintsTrueFigures_AndWorksTwice()
    {
        using var folder = new TempFolder();

        var first = await RunAsync(folder);
        AssertTrue(folder, first, inserted: 5000, known: 0, stored: 20);
        Assert.Contains(first, static line => line.TrimEnd().EndsWith("1  _all_books answered 429", StringComparison.Ordinal));

        var second = await RunAsync(folder);
        AssertTrue(folder, second, inserted: 0, known: 5000, stored: 40);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(TempFolder folder)
    {
        // Credentials of the person who tries the demo must not matter.
        await using var demo = GrinProcess.Start(folder.Path, new Dictionary<string, string> { ["GRIN_SERVICE_ACCOUNT_KEY"] = "/absent" }, ["demo"]);
        var exit = await demo.EndAsync();
        Assert.True(exit.Code == 0 && exit.Errors.Count == 0, exit.ToString());
        return exit.Output;
    }

    private static void AssertTrue(TempFolder folder, IReadOnlyList<string> printed, int inserted, int known, int stored)
    {
        var text = string.Join('\n', printed);
        Assert.Matches($"Collected 5,000 volumes on 10 pages in .*: {inserted:N0} new, 0 refreshed, {known:N0} known", text);
        using var reader = ProgressReader.Open(folder["grin-demo/output/demo/books.db"]);
        var counts = reader.Counts();
        Assert.Equal(5000, counts.Books);
        Assert.Contains("books.db holds 5,000 volumes", text, StringComparison.Ordinal);
        Assert.All(counts.ByState, state => Assert.Matches($@"(?m)^ +{state.Value:N0}  {state.Key}$", text));
        Assert.Equal(stored, counts.Synced);
        Assert.Matches($"Done in .*: 20 volumes stored .*, 0 unchanged, 0 not ready, 0 failed", text);
        Assert.Contains($"{stored} volumes are stored. One of them, {reader.LatestStored()!.Barcode}:", text, StringComparison.Ordinal);
        AssertFiles(folder, printed);
        AssertArtifacts(folder, printed);
        AssertRequests(printed);
    }

    private static void AssertFiles(TempFolder folder, IReadOnlyList<string> printed)
    {
        // The sync stores some again that the collection has stored; what was printed last is what is there.
        var files = printed.Select(static line => FileLine().Match(line)).Where(static match => match.Success)
            .GroupBy(static match => match.Groups["path"].Value).Select(static group => group.Last()).ToList();
        Assert.All(files, match => Assert.Equal(Text.Size(new FileInfo(match.Groups["path"].Value).Length), match.Groups["size"].Value));
        Assert.All(files, match => Assert.StartsWith(folder["grin-demo/storage/meta/demo/"], match.Groups["path"].Value, StringComparison.Ordinal));
        string[] names = ["books_latest.csv", "books_latest.csv.gz", "books_latest.db.gz", "process_summary.json.gz"];
        Assert.Superset(names.ToHashSet(), files.Select(static match => Path.GetFileName(match.Groups["path"].Value)).ToHashSet());
    }

    private static void AssertArtifacts(TempFolder folder, IReadOnlyList<string> printed)
    {
        var artifacts = printed.Select(static line => ArtifactLine().Match(line)).Where(static match => match.Success).ToList();
        Assert.Equal(["archive", "manifest", "text"], artifacts.Select(static match => match.Groups["kind"].Value));
        Assert.All(artifacts, match => Assert.Equal(Text.Size(new FileInfo(match.Groups["path"].Value).Length), match.Groups["size"].Value));
        Assert.All(artifacts, match => Assert.StartsWith(folder["grin-demo/storage/"], match.Groups["path"].Value, StringComparison.Ordinal));
    }

    private static void AssertRequests(IReadOnlyList<string> printed)
    {
        var total = Count(Assert.Single(printed, static line => line.StartsWith("GRIN was asked", StringComparison.Ordinal)).Split(' ')[3]);
        var parts = printed.Select(static line => RequestsLine().Match(line)).Where(static match => match.Success);
        Assert.Equal(total, parts.Sum(static match => Count(match.Groups["count"].Value)));
    }

    private static int Count(string printed) => int.Parse(printed, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("^ +(?<size>[0-9.]+ (B|kB|MB))  (?<path>/.*)$")]
    private static partial Regex FileLine();

    [GeneratedRegex("^ +(?<size>[0-9.]+ (B|kB|MB))  (?<kind>[a-z]+) +(?<path>/.*)$")]
    private static partial Regex ArtifactLine();

    [GeneratedRegex("^ +(?<count>[0-9,]+)  [a-z_]+ answered [0-9]{3}$")]
    private static partial Regex RequestsLine();
}
