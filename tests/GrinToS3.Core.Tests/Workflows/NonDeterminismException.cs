namespace GrinToS3.Workflows;

internal sealed class NonDeterminismException(string message) : Exception(message);
