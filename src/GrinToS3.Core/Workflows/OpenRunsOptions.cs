using GrinToS3.Grin.Http;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Workflows;

/// <summary>How a host opens runs.</summary>
public sealed record OpenRunsOptions
{
    /// <summary>The folder that holds all runs.</summary>
    public required string Root { get; init; }

    /// <summary>Names this host in the progress files.</summary>
    public required string HostId { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What a commit waits for on a local disk.</summary>
    public SyncMode Synchronous { get; init; } = SyncMode.Normal;

    /// <summary>
    /// Whether this host shares a run's <c>session.lock</c> with others of its kind for as long as it has the run open, and so keeps the
    /// command line and the Python tool out; false where the caller takes the lock for itself.
    /// </summary>
    public bool SharesLock { get; init; }

    /// <summary>Gives environment variables; the credentials are found by them.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The limits of GRIN requests; <see cref="Attempts"/> observes them.</summary>
    public GrinClientOptions Client { get; init; } = new();

    /// <summary>How often a GRIN request is tried.</summary>
    public RetryPlan Retry { get; init; } = RetryPlan.Default;

    /// <summary>Told each attempt of a GRIN request.</summary>
    public IProgress<GrinAttempt>? Attempts { get; init; }

    /// <summary>Told in one line what a person should know but nothing fails on.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>The memory that all uploads of this process share.</summary>
    public PartBufferPool PartBuffers { get; init; } = new();

    /// <summary>Stands between a run and its storage; nothing does by default.</summary>
    public Func<IObjectStore, IObjectStore> Storage { get; init; } = static store => store;

    /// <summary>Another storage than a run has now, such as the one that it was moved from; null for its own.</summary>
    public StorageConfig? Elsewhere { get; init; }

    /// <summary>A run's folder.</summary>
    /// <param name="run">The run's name.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public RunDirectory DirectoryOf(string run) => RunName.TryParse(run, out var name, out var problem)
        ? new RunDirectory(Root, name)
        : throw new ArgumentException(problem, nameof(run));
}
