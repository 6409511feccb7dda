using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace GrinToS3.Objects.S3;

/// <summary>The digest that S3's <c>Content-MD5</c> and ETags are: against damage on the way, not against an attacker.</summary>
[SuppressMessage("Security", "CA5351", Justification = "S3's protocol has it so")]
internal static class ContentMd5
{
    internal static byte[] Of(ReadOnlySpan<byte> content) => MD5.HashData(content);

    internal static ValueTask<byte[]> OfAsync(Stream content, CancellationToken cancellationToken) => MD5.HashDataAsync(content, cancellationToken);
}
