using System.Runtime.CompilerServices;
using GrinToS3.Objects;

namespace GrinToS3.Verifying;

/// <summary>Lays what must be there beside what is there, both in the order of their keys, so that neither is ever held as a whole.</summary>
internal static class ObjectPairs
{
    internal static async IAsyncEnumerable<(ExpectedObject? Expected, ListedObject? Listed)> ZipAsync(
        IEnumerable<ExpectedObject> expected, IAsyncEnumerable<ListedObject> listed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = expected.GetEnumerator();
        await using var right = listed.GetAsyncEnumerator(cancellationToken);
        var (hasLeft, hasRight) = (left.MoveNext(), await right.MoveNextAsync());
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : string.CompareOrdinal(left.Current.Key.Key, right.Current.Key.Key);
            yield return (order <= 0 ? left.Current : null, order >= 0 ? right.Current : null);
            hasLeft = order <= 0 ? left.MoveNext() : hasLeft;
            hasRight = order >= 0 ? await right.MoveNextAsync() : hasRight;
        }
    }
}
