namespace GrinToS3.Workflows;

/// <summary>Delivers each operation twice and answers with the second one's result, as a host does that lost the first one's.</summary>
internal sealed class TwiceDeliveredEntity(IWorkflowEntity inner) : IWorkflowEntity
{
    public async Task<string> InvokeAsync(string key, string operationName, string input, CancellationToken cancellationToken)
    {
        await inner.InvokeAsync(key, operationName, input, cancellationToken);
        return await inner.InvokeAsync(key, operationName, input, cancellationToken);
    }
}
