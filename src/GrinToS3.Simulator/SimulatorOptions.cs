using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Faults;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator;

/// <summary>What a simulated GRIN serves, and how.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The smallest mean size of archives, in bytes.</summary>
    public const long SmallestArchive = 16 * 1024;

    /// <summary>The largest mean size of archives, in bytes: the lengths of OpenPGP packets have 32 bits.</summary>
    public const long LargestArchive = 2_000_000_000;

    /// <summary>What all chance is drawn from: the volumes, the continuation tokens, the account's secrets.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many volumes the library has, up to 10 million.</summary>
    public int Books { get; init; } = 1000;

    /// <summary>How often the library changed since revision 0 (see <see cref="SimulatedLibrary"/>).</summary>
    public int Revision { get; init; }

    /// <summary>The library's directory, case-sensitive; any other is answered with 404.</summary>
    public string Directory { get; init; } = "Example";

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What the Next links carry.</summary>
    public Paging Paging { get; init; } = Paging.First;

    /// <summary>The most rows that a page has whatever the request asks for; null for no limit.</summary>
    public int? MaxPageSize { get; init; }

    /// <summary>How long an access token is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long each request of the library waits before it is answered.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>The most volumes in the conversion queue (spec: grin-protocol 8).</summary>
    public int QueueLimit { get; init; } = 50_000;

    /// <summary>What is answered to a call of <c>_process</c> that does not fit into the queue.</summary>
    public QueueOverflow QueueOverflow { get; init; } = QueueOverflow.RefuseCall;

    /// <summary>The longest that a conversion takes, in simulated time, from a minute; none takes less than a tenth of it.</summary>
    public TimeSpan ConversionTime { get; init; } = TimeSpan.FromDays(10);

    /// <summary>How long a converted archive can be downloaded, in simulated time, from a day.</summary>
    public TimeSpan ArchiveLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The mean size of an archive in bytes, from 16 KiB to 2 GB; each has between half of it and one and a half, by its volume.</summary>
    public long ArchiveSize { get; init; } = 64 * 1024;

    /// <summary>Where archives are served from.</summary>
    public ArchiveHop ArchiveHop { get; init; }

    /// <summary>Whether a part of an archive can be asked for (<c>Range</c>, <c>If-Range</c>).</summary>
    public bool HasRanges { get; init; } = true;

    /// <summary>How many simulated days pass in a second; 0 for a calendar that stands still until it is moved.</summary>
    public double DaysPerSecond { get; init; }

    /// <summary>The volumes that these options describe.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of volumes or the revision is out of range.</exception>
    public SimulatedLibrary ToLibrary() => new(Seed, Books, Revision);
}
