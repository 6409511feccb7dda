namespace GrinToS3.Simulator.Faults.Bodies;

/// <summary>Counts a body and keeps nothing of it.</summary>
internal sealed class MeasuredBody : WriteOnlyStream
{
    private long _length;

    /// <summary>Finds how long an answer will be, by giving it to nobody.</summary>
    public static async Task<long> MeasureAsync(FaultedRequest request)
    {
        var response = request.Http.Response;
        var body = response.Body;
        await using var measured = new MeasuredBody();
        response.Body = measured;
        await request.Serve();
        response.Body = body;
        return measured._length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _length += buffer.Length;
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
