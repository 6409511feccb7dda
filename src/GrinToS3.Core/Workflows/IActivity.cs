namespace GrinToS3.Workflows;

/// <summary>One piece of work: runs anywhere, at least once, and has the same effect however often it runs.</summary>
/// <typeparam name="TInput">Its input; serialisable as JSON.</typeparam>
/// <typeparam name="TOutput">Its result; serialisable as JSON and small.</typeparam>
public interface IActivity<in TInput, TOutput>
{
    /// <summary>Does the work.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">Ends it early; what it leaves is as if it had not run.</param>
    Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken);
}
