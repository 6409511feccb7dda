using System.CommandLine;
using System.Net;
using GrinToS3.Cli.Output;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Cli.Commands;

/// <summary>The options of <c>grin simulate</c>; docs/simulator.md says what each does.</summary>
internal sealed class SimulateOptions
{
    // The simulator's calendar ends after eleven years.
    private const int MostDays = 4000;

    private readonly Option<int> _books = new("--books") { Description = "Volumes in the library", HelpName = "N", DefaultValueFactory = static _ => 20_000 };
    private readonly Option<int> _seed = new("--seed") { Description = "What all chance is drawn from", HelpName = "N", DefaultValueFactory = static _ => 1 };
    private readonly Option<int> _revision = new("--revision") { Description = "How often the library has changed", HelpName = "N" };
    private readonly Option<string> _directory = new("--library-directory") { Description = "The library's directory", HelpName = "DIR", DefaultValueFactory = static _ => "Example" };
    private readonly Option<int> _port = new("--port") { Description = "The port on 127.0.0.1; 0 takes a free one", HelpName = "N" };
    private readonly Option<Paging> _paging = new("--paging") { Description = "What Next links carry" };
    private readonly Option<int> _lifetime = new("--token-lifetime") { Description = "Seconds until a token expires", HelpName = "N", DefaultValueFactory = static _ => 3600 };
    private readonly Option<int> _latency = new("--latency") { Description = "Milliseconds before each answer", HelpName = "N" };
    private readonly Option<string[]> _faults = new("--fault") { Description = "What goes wrong, such as _all_books:page=3:429 (see docs/simulator.md); can be repeated", HelpName = "RULE", DefaultValueFactory = static _ => [] };
    private readonly Option<int> _queueLimit = new("--queue-limit") { Description = "Volumes that the conversion queue holds", HelpName = "N", DefaultValueFactory = static _ => 50_000 };
    private readonly Option<QueueOverflow> _overflow = new("--queue-overflow") { Description = "What a call gets whose volumes do not all fit into the queue" };
    private readonly Option<int> _conversionDays = new("--conversion-days") { Description = "Simulated days that the longest conversion takes", HelpName = "N", DefaultValueFactory = static _ => 10 };
    private readonly Option<int> _archiveDays = new("--archive-days") { Description = "Simulated days that an archive can be downloaded", HelpName = "N", DefaultValueFactory = static _ => 30 };
    private readonly Option<double> _pace = new("--days-per-second") { Description = "Simulated days that pass in a second; 0 waits to be moved on", HelpName = "N" };
    private readonly Option<string> _archiveSize = new("--archive-size") { Description = "Mean size of the archives, such as 10MB", HelpName = "SIZE", DefaultValueFactory = static _ => "64KiB" };
    private readonly Option<ArchiveHop> _hop = new("--archive-hop") { Description = "Where archives are served from" };
    private readonly Option<bool> _noRanges = new("--no-ranges") { Description = "Serve archives as a whole only" };
    private readonly Option<string> _credentials = new("--credentials") { Description = "A folder to write credentials into", HelpName = "DIR", DefaultValueFactory = static _ => "simulated-credentials" };

    internal void AddTo(Command command)
    {
        Option[] all =
        [
            _books, _seed, _revision, _directory, _port, _paging, _lifetime, _latency, _faults, _queueLimit, _overflow, _conversionDays, _archiveDays,
            _pace, _archiveSize, _hop, _noRanges, _credentials,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The folder for the credentials.</summary>
    internal string Credentials(ParseResult parsed) => GivenPath.ToAbsolute(_credentials.Name, parsed.GetValue(_credentials)!);

    /// <summary>What is to be served.</summary>
    /// <exception cref="CommandFailedException">An option is bad.</exception>
    internal SimulatorOptions Read(ParseResult parsed)
    {
        if (!FaultPlan.TryParse(parsed.GetValue(_faults)!, out var plan, out var problem))
        {
            throw new CommandFailedException(ExitCode.BadInput, problem);
        }

        return new SimulatorOptions
        {
            Books = Within(parsed, _books, 10_000_000),
            Seed = parsed.GetValue(_seed),
            Revision = Within(parsed, _revision, 1000),
            Directory = parsed.GetValue(_directory)!,
            Port = Within(parsed, _port, IPEndPoint.MaxPort),
            Paging = parsed.GetValue(_paging),
            TokenLifetime = TimeSpan.FromSeconds(Within(parsed, _lifetime, int.MaxValue)),
            Latency = TimeSpan.FromMilliseconds(Within(parsed, _latency, 60_000)),
            Faults = plan,
            QueueLimit = Within(parsed, _queueLimit, int.MaxValue),
            QueueOverflow = parsed.GetValue(_overflow),
            ConversionTime = TimeSpan.FromDays(Within(parsed, _conversionDays, MostDays, least: 1)),
            ArchiveLifetime = TimeSpan.FromDays(Within(parsed, _archiveDays, MostDays, least: 1)),
            DaysPerSecond = Within(parsed, _pace, MostDays),
            ArchiveSize = Size(parsed),
            ArchiveHop = parsed.GetValue(_hop),
            HasRanges = !parsed.GetValue(_noRanges),
        };
    }

    private static T Within<T>(ParseResult parsed, Option<T> option, T most, T? least = default)
        where T : struct, IComparable<T>
    {
        var number = parsed.GetValue(option);
        return number.CompareTo(least ?? default) >= 0 && number.CompareTo(most) <= 0 ? number
            : throw new CommandFailedException(ExitCode.BadInput, $"{option.Name} must be between {least ?? default} and {most}");
    }

    private long Size(ParseResult parsed)
    {
        var text = parsed.GetValue(_archiveSize)!;
        if (!ByteSize.TryParse(text, out var bytes))
        {
            throw new CommandFailedException(ExitCode.BadInput, $"--archive-size '{text}' is no size; write it as 10MB, 64KiB or 1.5GB");
        }

        return bytes is >= SimulatorOptions.SmallestArchive and <= SimulatorOptions.LargestArchive ? bytes
            : throw new CommandFailedException(ExitCode.BadInput, "--archive-size must be between 16KiB and 2GB");
    }
}
