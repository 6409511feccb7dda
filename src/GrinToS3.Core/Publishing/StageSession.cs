using System.Text.Json.Nodes;
using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>What one start of a stage did.</summary>
public sealed record StageSession
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>Its counters, by their key in the file.</summary>
    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>The counter that the rate is of.</summary>
    public required string MainCounter { get; init; }

    /// <summary>The counter of failures.</summary>
    public required string FailureCounter { get; init; }

    /// <summary>The key of the rate an hour.</summary>
    public required string RateKey { get; init; }

    /// <summary>What it was asked for.</summary>
    public required JsonObject CommandArguments { get; init; }

    /// <summary>One line on how it ended.</summary>
    public required string Message { get; init; }

    /// <summary>Whether it did all that it was asked for.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Whether somebody stopped it.</summary>
    public bool WasInterrupted { get; init; }

    /// <summary>Why it could not finish, where it could not.</summary>
    public RunError? Error { get; init; }
}
