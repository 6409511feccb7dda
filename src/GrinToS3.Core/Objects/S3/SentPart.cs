using System.Globalization;

namespace GrinToS3.Objects.S3;

/// <summary>A part that the store has.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="ETag">The store's tag of it.</param>
/// <param name="Md5">Its MD5, where one was made.</param>
internal sealed record SentPart(int Number, string ETag, byte[]? Md5)
{
    /// <summary>The ETag that S3 gives the whole: the MD5 of the parts' MD5s, and their number. Null where none were made.</summary>
    internal static string? TagOf(SentPart[] parts) => Array.TrueForAll(parts, static one => one.Md5 is not null)
        ? string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(ContentMd5.Of([.. parts.SelectMany(static one => one.Md5!)]))}-{parts.Length}")
        : null;
}
