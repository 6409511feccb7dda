namespace GrinToS3.Progress;

/// <summary>The progress file, or a batch, cannot be used. The message is one line for a person: what, where, what to do.</summary>
public sealed class ProgressStoreException : Exception
{
    /// <summary>States a fault.</summary>
    /// <param name="fault">Its kind.</param>
    /// <param name="message">One line for a person.</param>
    /// <param name="inner">What caused it, where there is more to know.</param>
    public ProgressStoreException(ProgressFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of fault.</summary>
    public ProgressFault Fault { get; }
}
