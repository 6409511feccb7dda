using System.CommandLine;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

/// <summary>The options that say what is exported, and where to.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string?> _output = new("--output")
    {
        Description = "The file to write, or - for standard output; default: the run's books_export.csv (.parquet, .jsonl)",
        HelpName = "FILE",
    };

    private readonly Option<string?> _format = new("--format") { Description = "csv, parquet or jsonl; default: by the file's ending, else csv", HelpName = "FORMAT" };
    private readonly Option<string?> _columns = new("--columns") { Description = "Only these columns, in this order, separated by commas", HelpName = "LIST" };
    private readonly Option<string[]> _where = new("--where")
    {
        Description = "Only volumes for which this holds, such as grin_state=CONVERTED or sync_timestamp>=2026-01-31; can be repeated",
        HelpName = "CONDITION",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object" };

    internal ExportOptions(Command command)
    {
        foreach (var option in new Option[] { _output, _format, _columns, _where, _json })
        {
            command.Options.Add(option);
        }
    }

    internal bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    internal ExportTarget Target(ParseResult parsed, RunDirectory directory)
    {
        var isPart = parsed.GetValue(_columns) is not null || parsed.GetValue(_where) is not [];
        if (isPart && parsed.GetValue(_output) is null)
        {
            throw Refused($"a part of the volumes needs --output: {Path.GetFileName(directory.Csv)} is the whole table, and other programs read it");
        }

        var target = ExportTarget.Of(parsed.GetValue(_output), parsed.GetValue(_format), directory.Csv);
        return target.Path is null && IsJson(parsed) ? throw Refused("--json tells of a file; leave it out with --output -") : target;
    }

    internal BookSelection Selection(ParseResult parsed) =>
        new(parsed.GetValue(_columns) is { } list ? Columns(list) : BookSelection.All.Columns, [.. parsed.GetValue(_where)!.Select(Condition)]);

    private static List<BookColumn> Columns(string list)
    {
        var columns = new List<BookColumn>();
        foreach (var name in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!BookColumns.TryParse(name, out var column, out var problem))
            {
                throw Refused($"--columns: {problem}");
            }

            if (columns.Contains(column))
            {
                throw Refused($"--columns: {name} is there twice");
            }

            columns.Add(column);
        }

        return columns;
    }

    private static BookCondition Condition(string text) =>
        BookCondition.TryParse(text, out var condition, out var problem) ? condition! : throw Refused($"--where: {problem}");

    private static CommandFailedException Refused(string problem) => new(ExitCode.BadInput, problem);
}
