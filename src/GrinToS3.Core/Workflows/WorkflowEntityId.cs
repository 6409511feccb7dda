namespace GrinToS3.Workflows;

/// <summary>Which entity an operation is for.</summary>
/// <param name="Name">The kind of entity.</param>
/// <param name="Key">Which one of its kind.</param>
public readonly record struct WorkflowEntityId(string Name, string Key);
