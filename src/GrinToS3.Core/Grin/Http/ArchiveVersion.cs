namespace GrinToS3.Grin.Http;

/// <summary>Asks which version of an archive GRIN has, without fetching it (spec: grin-protocol 7).</summary>
internal static class ArchiveVersion
{
    /// <summary>Asks for the headers.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="archive">The archive's address.</param>
    /// <param name="retry">How often to try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ETag, empty where GRIN gives none.</returns>
    internal static Task<GrinResult<string>> AskAsync(GrinClient client, Uri archive, RetryPlan retry, CancellationToken cancellationToken) =>
        client.SendAsync(
            new GrinRequest(archive, GrinRequestKind.Archive) { HeadersOnly = true },
            static (response, _) => ValueTask.FromResult<GrinResult<string>>(response.ETag ?? ""),
            retry,
            cancellationToken);
}
