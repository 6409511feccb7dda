using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Listing;

/// <summary>Reads which page a request asks for, and writes the addresses of others (spec: grin-protocol 4.1, 4.5).</summary>
internal sealed class Pager(SimulatorOptions options)
{
    private const int UsualSize = 100;
    private const int TagLength = 8;

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes($"continuation tokens of seed {options.Seed}"));

    /// <summary>Reads the query of a list.</summary>
    /// <returns>The page, or null where a number or a token makes no sense.</returns>
    public PageWindow? Read(string list, IQueryCollection query)
    {
        if (!TryReadNumber(query, "result_count", UsualSize, out var size) || size is 0 or < -1)
        {
            return null;
        }

        size = Math.Min(size == -1 ? int.MaxValue : size, options.MaxPageSize ?? int.MaxValue);
        if (options.Paging == Paging.First)
        {
            return TryReadNumber(query, "first", 0, out var first) && first >= 0 ? new PageWindow(first, size) : null;
        }

        var token = query["ctoken"].ToString();
        return token.Length == 0 ? new PageWindow(0, size)
            : TryOpen(list, token, out var position) ? new PageWindow(position, size)
            : null;
    }

    /// <summary>The address of a page, from the server's root.</summary>
    public string Address(string list, PageWindow page)
    {
        var position = options.Paging == Paging.First
            ? string.Create(CultureInfo.InvariantCulture, $"first={page.First}")
            : "ctoken=" + Seal(list, page.First);
        return string.Create(
            CultureInfo.InvariantCulture, $"/libraries/{options.Directory}/{list}?result_count={page.Size}&{position}");
    }

    private string Seal(string list, int position)
    {
        Span<byte> token = stackalloc byte[sizeof(int) + TagLength];
        BinaryPrimitives.WriteInt32BigEndian(token, position);
        Tag(list, token[..sizeof(int)], token[sizeof(int)..]);
        return Base64Url.EncodeToString(token);
    }

    private bool TryOpen(string list, string text, out int position)
    {
        position = 0;
        Span<byte> token = stackalloc byte[sizeof(int) + TagLength];
        Span<byte> tag = stackalloc byte[TagLength];
        if (!Base64Url.IsValid(text, out var length) || length != token.Length)
        {
            return false;
        }

        Base64Url.DecodeFromChars(text, token);
        Tag(list, token[..sizeof(int)], tag);
        position = BinaryPrimitives.ReadInt32BigEndian(token);
        return token[sizeof(int)..].SequenceEqual(tag);
    }

    private void Tag(string list, ReadOnlySpan<byte> position, Span<byte> tag)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, [.. position, .. Encoding.UTF8.GetBytes(list)], hash);
        hash[..tag.Length].CopyTo(tag);
    }

    private static bool TryReadNumber(IQueryCollection query, string name, int absent, out int number)
    {
        var text = query[name].ToString();
        number = absent;
        return text.Length == 0 || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
