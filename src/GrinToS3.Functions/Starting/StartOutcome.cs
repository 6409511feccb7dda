using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Functions.Starting;

/// <summary>What came of a start.</summary>
public abstract record StartOutcome
{
    /// <summary>The run was started.</summary>
    /// <param name="InstanceId">Its orchestration.</param>
    public sealed record Started(string InstanceId) : StartOutcome;

    /// <summary>The run runs already.</summary>
    /// <param name="InstanceId">Its orchestration.</param>
    public sealed record Running(string InstanceId) : StartOutcome;

    /// <summary>The run has another configuration.</summary>
    /// <param name="Message">One line with each difference.</param>
    /// <param name="Differences">The settings that differ.</param>
    public sealed record Conflict(string Message, IReadOnlyList<ConfigDifference> Differences) : StartOutcome;

    /// <summary>A session outside of this app works on the run.</summary>
    /// <param name="Message">One line.</param>
    public sealed record Locked(string Message) : StartOutcome;

    /// <summary>There is no such run.</summary>
    /// <param name="Message">One line.</param>
    public sealed record Missing(string Message) : StartOutcome;

    /// <summary>The run can't be started.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(RunError Error) : StartOutcome;
}
