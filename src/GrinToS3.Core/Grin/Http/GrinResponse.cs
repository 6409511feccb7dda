using System.IO.Compression;

namespace GrinToS3.Grin.Http;

/// <summary>A successful answer of GRIN, as long as its body is being read.</summary>
public sealed class GrinResponse : IDisposable
{
    private readonly HttpResponseMessage _message;

    private GrinResponse(HttpResponseMessage message, Uri address, Stream body)
    {
        _message = message;
        Address = address;
        Body = body;
    }

    /// <summary>The address that answered: the one asked for, or the last of its redirects.</summary>
    public Uri Address { get; }

    /// <summary>The HTTP status, 200 to 299.</summary>
    public int Status => (int)_message.StatusCode;

    /// <summary>The ETag without its quotes and weakness mark; null where there is none (spec: grin-protocol 7).</summary>
    public string? ETag => _message.Headers.NonValidated.TryGetValues("ETag", out var values)
        && values.FirstOrDefault() is { } tag ? Unquoted(tag) : null;

    /// <summary>The server's clock when it answered; null where it does not say.</summary>
    public DateTimeOffset? Date => _message.Headers.Date;

    /// <summary>The bytes of <see cref="Body"/>; null where the server does not say or compresses.</summary>
    public long? ContentLength => IsCompressed(_message) ? null : _message.Content.Headers.ContentLength;

    /// <summary>
    /// The body, read asynchronously only. Silence for too long, an early end and damage throw <see cref="GrinBodyException"/>, which the reader
    /// lets pass.
    /// </summary>
    public Stream Body { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Body.Dispose();
        _message.Dispose();
    }

    internal static async Task<GrinResponse> OpenAsync(HttpResponseMessage message, Uri address, TimeSpan idle, TimeProvider time, CancellationToken ct)
    {
        var wire = await message.Content.ReadAsStreamAsync(ct);
        var plain = IsCompressed(message) ? new GZipStream(wire, CompressionMode.Decompress) : wire;
        return new GrinResponse(message, address, new GrinBody(plain, idle, time, ct));
    }

    private static bool IsCompressed(HttpResponseMessage message) => message.Content.Headers.ContentEncoding.Contains("gzip");

    private static string Unquoted(string tag) => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim().Trim('"');
}
