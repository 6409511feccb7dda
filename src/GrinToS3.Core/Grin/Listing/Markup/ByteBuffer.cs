namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Bytes that grow up to a limit; beyond it they are dropped and <see cref="IsOverLimit"/> says so.</summary>
/// <param name="limit">The most bytes it holds.</param>
internal sealed class ByteBuffer(int limit)
{
    private byte[] _bytes = new byte[Math.Min(limit, 1024)];

    public int Length { get; private set; }

    /// <summary>Whether bytes were dropped since <see cref="Clear"/>.</summary>
    public bool IsOverLimit { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Length && !TryGrow(Length + bytes.Length))
        {
            return;
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Takes back what was appended after a length.</summary>
    public void TruncateTo(int length) => Length = length;

    public void Clear()
    {
        Length = 0;
        IsOverLimit = false;
    }

    private bool TryGrow(int needed)
    {
        IsOverLimit |= needed > limit;
        if (IsOverLimit)
        {
            return false;
        }

        Array.Resize(ref _bytes, Math.Min(limit, Math.Max(needed, _bytes.Length * 2)));
        return true;
    }
}
