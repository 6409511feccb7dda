namespace GrinToS3.Simulator.Archives.Packing;

/// <summary>Reads a rope from its start to its end.</summary>
internal sealed class RopeReader(ByteRope rope)
{
    private int _piece;
    private int _offset;

    /// <summary>Takes the next bytes as one piece, as many as there are without copying.</summary>
    public ReadOnlyMemory<byte> Take(int most)
    {
        if (_piece == rope.Pieces.Count || most == 0)
        {
            return default;
        }

        var piece = rope.Pieces[_piece];
        var taken = piece.Slice(_offset, Math.Min(most, piece.Length - _offset));
        _offset += taken.Length;
        if (_offset == piece.Length)
        {
            (_piece, _offset) = (_piece + 1, 0);
        }

        return taken;
    }

    /// <summary>Fills the buffer, as far as there are bytes.</summary>
    public int Read(Span<byte> buffer)
    {
        var read = 0;
        while (Take(buffer.Length - read) is { IsEmpty: false } piece)
        {
            piece.Span.CopyTo(buffer[read..]);
            read += piece.Length;
        }

        return read;
    }
}
