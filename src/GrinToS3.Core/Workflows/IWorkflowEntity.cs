namespace GrinToS3.Workflows;

/// <summary>A kind of entity: the owner of something, whose operations run one at a time for each key.</summary>
public interface IWorkflowEntity
{
    /// <summary>Runs one operation. It may be delivered more than once and must then have its effect once.</summary>
    /// <param name="key">Which entity of this kind.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input, as JSON.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Its result, as JSON.</returns>
    Task<string> InvokeAsync(string key, string operationName, string input, CancellationToken cancellationToken);
}
