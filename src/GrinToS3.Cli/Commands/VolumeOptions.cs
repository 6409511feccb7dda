using System.CommandLine;
using GrinToS3.Progress;
using GrinToS3.Syncing;

namespace GrinToS3.Cli.Commands;

/// <summary>The options that choose volumes, the same in <c>sync</c> and <c>request</c>.</summary>
internal sealed class VolumeOptions
{
    private readonly VolumeSource[] _queues;
    private readonly Option<string[]> _queue;
    private readonly Option<string?> _barcodes = new("--barcodes") { Description = "Only these volumes, separated by commas", HelpName = "LIST" };
    private readonly Option<string?> _file = new("--barcodes-file") { Description = "Only the volumes in a file, a barcode a line; - is standard input", HelpName = "FILE" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Take at most N volumes, after all that is not wanted is left out", HelpName = "N" };
    private readonly Option<int?> _quota = new("--quota") { Description = "Request at most N conversions a day (UTC)", HelpName = "N" };
    private readonly Option<bool> _force = new("--force") { Description = "Take also what is stored, failed, or not due yet" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be done, and change nothing" };
    private readonly PatienceOption _patience = new("GRIN or the storage");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object a line" };

    internal VolumeOptions(Command command, VolumeSource[] queues)
    {
        _queues = queues;
        var names = string.Join('|', queues.Select(Name));
        _queue = new Option<string[]>("--queue") { Description = $"Volumes by state: {names}; can be repeated", HelpName = names, DefaultValueFactory = static _ => [] };
        foreach (var option in new Option[] { _queue, _barcodes, _file, _limit, _quota, _force, _dryRun, _patience, _json })
        {
            command.Options.Add(option);
        }
    }

    internal bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>What was asked for, and the volumes that were named.</summary>
    internal (SyncInput Input, IReadOnlyList<string> Barcodes) Read(ParseResult parsed, string run)
    {
        var queues = parsed.GetValue(_queue)!.Select(Parse).Distinct().ToList();
        var named = new NamedVolumes(parsed.GetValue(_barcodes), parsed.GetValue(_file));
        if (queues.Count > 0 == named.IsGiven)
        {
            throw new CommandFailedException(
                ExitCode.BadInput, $"give either --queue ({string.Join(", ", _queues.Select(Name))}), or --barcodes or --barcodes-file");
        }

        Require(parsed.GetValue(_limit) is null or >= 1, "--limit must be at least 1");
        Require(parsed.GetValue(_quota) is null or >= 0, "--quota must be at least 0");
        var input = new SyncInput
        {
            Run = run,
            Sources = named.IsGiven ? [VolumeSource.Named] : queues,
            Limit = parsed.GetValue(_limit),
            DailyQuota = parsed.GetValue(_quota),
            Force = parsed.GetValue(_force),
            DryRun = parsed.GetValue(_dryRun),
            Patience = _patience.Read(parsed),
        };
        return (input, named.Read());
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new CommandFailedException(ExitCode.BadInput, problem);
        }
    }

    private static string Name(VolumeSource queue) => queue.ToString().ToLowerInvariant();

    private VolumeSource Parse(string text) => _queues.Where(one => Name(one) == text).Select(static one => (VolumeSource?)one).FirstOrDefault()
        ?? throw new CommandFailedException(ExitCode.BadInput, $"--queue '{text}' is none of {string.Join(", ", _queues.Select(Name))}");
}
