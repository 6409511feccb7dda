using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Runs;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Cli.Commands;

public sealed class DoctorTests
{
    private static readonly string[] Subjects =
        ["settings", "folder", "disk", "books.db", "session", "credentials", "GRIN", "clock", "passphrase", "storage"];

    [Fact]
    public async Task Doctor_FindsAllFineAndChangesNothing_IfItIs()
    {
        await using var stand = await CollectedAsync();
        var before = FolderState.Of(stand.Run().Path);

        var findings = Findings(await stand.DoAsync("doctor", "--run-name", "run1", "--json"));

        Assert.Equal(Subjects.Except(["credentials"]), findings.Keys);
        Assert.All(findings.Values, static finding => Assert.Equal("Fine", finding.Verdict));
        Assert.Equal("300 volumes", findings["books.db"].Says);
        Assert.Equal(before, FolderState.Of(stand.Run().Path));
        Assert.Contains("GRIN        accepts ", string.Join('\n', (await stand.DoAsync("doctor", "--run-name", "run1")).Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passphrase", 3, "gpg_passphrase.asc")]
    [InlineData("credentials", 3, "credentials.json")]
    [InlineData("books.db", 4, "books.db")]
    [InlineData("storage", 4, "storage")]
    [InlineData("settings", 2, "run_config.json")]
    [InlineData("GRIN", 5, "500")]
    public async Task Doctor_NamesTheProblemAndItsRemedy_IfSomethingIsBroken(string subject, int code, string says)
    {
        await using var stand = await CollectedAsync(subject is "GRIN" ? "summary:requests=3-99:500" : null);
        await BreakAsync(stand, subject);

        var exit = await stand.RunAsync("doctor", "--run-name", "run1", "--json");

        Assert.True(exit.Code == code && exit.Errors is [var line] && line.StartsWith("grin: sessions of 'run1' would end on: ", StringComparison.Ordinal), exit.ToString());
        var problem = Assert.Single(Findings(exit), static one => one.Value.Verdict is "Problem");
        Assert.Equal(subject, problem.Key);
        Assert.Contains(says, problem.Value.Says, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Value.Remedy);
    }

    [Fact]
    public async Task Doctor_SaysWhoWorksAndWhatComesNext_OfARunThatHasOnlyBegun()
    {
        await using var stand = await GrinStand.StartAsync();
        await stand.DoAsync(stand.Collect(more: "--write-config"));
        using var held = RunLock.TryTake(stand.Run());

        var findings = Findings(await stand.DoAsync("doctor", "--run-name", "run1", "--json"));

        Assert.Equal(("Warning", "run: grin collect --run-name run1"), (findings["books.db"].Verdict, findings["books.db"].Remedy));
        Assert.Equal("a session works on the run right now", findings["session"].Says);
    }

    private static async Task<GrinStand> CollectedAsync(string? fault = null)
    {
        var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 300, Faults = FaultPlan.Parse(fault is null ? [] : [fault]) });
        await stand.DoAsync(stand.Collect());
        return stand;
    }

    private static async Task BreakAsync(GrinStand stand, string subject)
    {
        switch (subject)
        {
            case "passphrase":
                File.Delete(Path.Combine(stand.Credentials, "gpg_passphrase.asc"));
                break;
            case "credentials":
                File.Delete(Path.Combine(stand.Credentials, "credentials.json"));
                break;
            case "books.db":
                await File.WriteAllTextAsync(stand.Run().Database, "no database");
                break;
            case "storage":
                Directory.Delete(stand.Storage, recursive: true);
                await File.WriteAllTextAsync(stand.Storage, "a file where a folder must be");
                break;
            case "settings":
                await File.WriteAllTextAsync(stand.Run().Config, "{");
                break;
        }
    }

    private static Dictionary<string, (string Verdict, string Says, string Remedy)> Findings(GrinExit exit) => exit.Output
        .Select(static line => JsonNode.Parse(line)!)
        .ToDictionary(static one => $"{one["subject"]}", static one => ($"{one["verdict"]}", $"{one["says"]}", $"{one["remedy"]}"));
}
