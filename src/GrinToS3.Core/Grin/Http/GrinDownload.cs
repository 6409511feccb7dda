namespace GrinToS3.Grin.Http;

/// <summary>An answer whose body is being read. Its place in the budget is free again when it is disposed of.</summary>
public sealed class GrinDownload : IDisposable
{
    private readonly GrinLease _lease;

    internal GrinDownload(GrinResponse response, GrinLease lease)
    {
        Response = response;
        _lease = lease;
    }

    /// <summary>The answer.</summary>
    public GrinResponse Response { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Response.Dispose();
        _lease.Dispose();
    }
}
