using System.Net.Http.Headers;

namespace GrinToS3.Grin.Http;

/// <summary>What is asked of GRIN.</summary>
/// <param name="Address">The resource.</param>
/// <param name="Kind">What it is for.</param>
public sealed record GrinRequest(Uri Address, GrinRequestKind Kind)
{
    /// <summary>Whether only the headers are wanted.</summary>
    public bool HeadersOnly { get; init; }

    /// <summary>From which byte on; a server that can't do that, or has another version, answers 200 with the whole.</summary>
    public long From { get; init; }

    /// <summary>The version that <see cref="From"/> is meant for, without quotes; null for any.</summary>
    public string? IfRange { get; init; }

    internal HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(HeadersOnly ? HttpMethod.Head : HttpMethod.Get, Address);
        if (From > 0)
        {
            message.Headers.Range = new RangeHeaderValue(From, null);
            message.Headers.IfRange = IfRange is null ? null : new RangeConditionHeaderValue($"\"{IfRange}\"");
        }

        return message;
    }
}
