namespace GrinToS3.Workflows;

/// <summary>An activity or an entity operation threw: a bug or broken infrastructure, not an expected failure.</summary>
public sealed class WorkflowTaskFailedException : Exception
{
    /// <summary>Says which task failed, and how.</summary>
    /// <param name="taskName">The activity, or the entity and its operation.</param>
    /// <param name="cause">What it threw.</param>
    public WorkflowTaskFailedException(string taskName, Exception cause)
        : base($"{taskName} failed: {cause?.GetType().Name}: {cause?.Message}", cause)
    {
        TaskName = taskName;
    }

    /// <summary>The activity, or the entity and its operation.</summary>
    public string TaskName { get; }
}
