namespace GrinToS3.Workflows;

/// <summary>Runs an activity twice and answers with the second run's result, as a host does that lost the first one's.</summary>
internal sealed class TwiceDeliveredActivity<TInput, TOutput>(IActivity<TInput, TOutput> inner) : IActivity<TInput, TOutput>
{
    public async Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken)
    {
        await inner.RunAsync(input, cancellationToken);
        return await inner.RunAsync(input, cancellationToken);
    }
}
