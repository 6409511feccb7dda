namespace GrinToS3.Testing.Listing;

/// <summary>Damages bytes by chance: flips, cuts, copies, moves, and puts in fragments that parsers find hard.</summary>
public sealed class ByteMutator(Random random, IReadOnlyList<byte[]> fragments)
{
    public byte[] Mutate(byte[] page)
    {
        List<byte> bytes = [.. page];
        for (var i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            MutateOnce(bytes);
        }

        return [.. bytes];
    }

    private void MutateOnce(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, random.Next(2) == 0 ? 4 : 200), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 5 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, fragments[random.Next(fragments.Count)]);
                break;
        }
    }
}
