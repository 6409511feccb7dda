namespace GrinToS3.Grin.Listing;

/// <summary>Looks for a phrase in bytes that come in pieces.</summary>
/// <param name="phrase">The phrase.</param>
internal sealed class PhraseScanner(byte[] phrase)
{
    private readonly byte[] _seam = new byte[2 * phrase.Length];
    private int _tail;

    public bool IsFound { get; private set; }

    /// <summary>Looks in the next piece, and across the seam between it and those before it.</summary>
    public void Scan(ReadOnlySpan<byte> piece)
    {
        if (IsFound)
        {
            return;
        }

        var head = piece[..Math.Min(piece.Length, phrase.Length)];
        head.CopyTo(_seam.AsSpan(_tail));
        var seam = _seam.AsSpan(0, _tail + head.Length);
        IsFound = seam.IndexOf(phrase) >= 0 || piece.IndexOf(phrase) >= 0;

        var end = piece.Length > phrase.Length ? piece : seam;
        var kept = end[^Math.Min(end.Length, phrase.Length - 1)..];
        kept.CopyTo(_seam);
        _tail = kept.Length;
    }
}
