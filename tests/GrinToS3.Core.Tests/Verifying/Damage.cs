using GrinToS3.Objects;

namespace GrinToS3.Verifying;

/// <summary>Objects that are deleted, cut, altered and swapped behind a run's back, each kind a quarter of them, by a fixed seed.</summary>
internal sealed class Damage
{
    private const int Seed = 20_261_128;

    private readonly StoredVolumes _volumes;

    private Damage(StoredVolumes volumes) => _volumes = volumes;

    /// <summary>What verifying must say, by what it takes to see it.</summary>
    internal List<string> SeenBySize { get; } = [];

    internal List<string> SeenByContent { get; } = [];

    internal List<string> All => [.. SeenBySize.Concat(SeenByContent).Order(StringComparer.Ordinal)];

    internal HashSet<string> Barcodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Does it.</summary>
    /// <param name="volumes">The run.</param>
    /// <param name="count">How many objects; divisible by 8.</param>
    internal static async Task<Damage> DoAsync(StoredVolumes volumes, int count)
    {
        var damage = new Damage(volumes);
        var random = new Random(Seed);
        var objects = volumes.Objects.ToArray();
        random.Shuffle(objects);
        var left = new List<(string Barcode, StoredKind Kind, ObjectKey Key)>(objects);
        foreach (var (index, (barcode, _, key)) in left.Take(count / 4 * 3).Index())
        {
            await damage.HarmAsync(index % 3, barcode, key, random);
        }

        left.RemoveRange(0, count / 4 * 3);
        for (var pair = 0; pair < count / 8; pair++)
        {
            // Of the same size: their sizes would give others away.
            var one = left[0];
            var other = left.First(candidate => candidate != one && candidate.Key.Bucket == one.Key.Bucket
                && StoredVolumes.Content(candidate.Key).Length == StoredVolumes.Content(one.Key).Length);
            left.Remove(one);
            left.Remove(other);
            await damage.PutAsync(one.Key, StoredVolumes.Content(other.Key));
            await damage.PutAsync(other.Key, StoredVolumes.Content(one.Key));
            damage.Note(damage.SeenByContent, ObjectFault.Altered, one.Barcode, one.Key);
            damage.Note(damage.SeenByContent, ObjectFault.Altered, other.Barcode, other.Key);
        }

        Assert.Equal(count, damage.All.Distinct().Count());
        return damage;
    }

    private async Task HarmAsync(int way, string barcode, ObjectKey key, Random random)
    {
        var content = StoredVolumes.Content(key);
        switch (way)
        {
            case 0:
                await _volumes.Store.DeleteAsync(key, CancellationToken.None);
                Note(SeenBySize, ObjectFault.Missing, barcode, key);
                break;
            case 1:
                await PutAsync(key, content[..random.Next(content.Length)]);
                Note(SeenBySize, ObjectFault.WrongSize, barcode, key);
                break;
            default:
                content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
                await PutAsync(key, content);
                Note(SeenByContent, ObjectFault.Altered, barcode, key);
                break;
        }
    }

    private Task<StoredObject> PutAsync(ObjectKey key, byte[] content) => _volumes.Store.PutAsync(key, content, null, CancellationToken.None);

    private void Note(List<string> seen, ObjectFault fault, string barcode, ObjectKey key)
    {
        seen.Add(_volumes.Line(fault, key));
        Barcodes.Add(barcode);
    }
}
