using GrinToS3.Testing;

namespace GrinToS3.Progress;

public sealed class OwnershipTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void Open_TakesOwnership_WithTheNextGeneration()
    {
        _folder.Open("host-a").Dispose();
        _folder.Open("host-b").Dispose();

        Assert.Equal(["2|host-b"], _folder.Sql("SELECT generation, host_id FROM ownership"));
    }

    [Fact]
    public void Apply_TakesTheFileBackOnce_IfAnotherHostHasTakenIt()
    {
        var host = $"ownership-{Guid.NewGuid():N}";
        using var heard = new MetricsHeard(host);
        using var a = _folder.Open(host);
        using var b = _folder.Open("host-b");

        Assert.Equal(1, a.Apply(_folder.Leave("a", ["b1"]), _folder.Inbox, ApplyMode.Insert).Inserted);
        Assert.Equal(1, a.Apply(_folder.Leave("b", ["b2"]), _folder.Inbox, ApplyMode.Insert).Inserted);

        Assert.Equal([$"3|{host}"], _folder.Sql("SELECT generation, host_id FROM ownership"));
        Assert.Equal(2, heard["grin.progress.ownership_taken"]);
        Assert.Equal(2, heard["grin.progress.connections_opened"]);
    }

    [Fact]
    public void Apply_ByTwoHosts_NeitherLosesNorDoublesARow_InRandomInterleavings()
    {
        const int seed = 2026;
        const int rounds = 1000;
        var random = new Random(seed);
        var stores = new[] { Open("host-a"), Open("host-b") };
        var expected = 0;
        for (var round = 0; round < rounds; round++)
        {
            var batches = Enumerable.Range(0, random.Next(1, 3))
                .Select(batch => _folder.Leave($"{round}/{batch}", [.. Enumerable.Range(0, random.Next(1, 4)).Select(row => new string?[] { $"{round}-{batch}-{row}" })]))
                .ToArray();
            expected += batches.Sum(batch => _folder.Inbox.TryReadReceipt(batch, out var receipt) ? (int)receipt.Rows : 0);

            // Each batch goes to one host or to both, in any order; sometimes a host starts again in between.
            var deliveries = stores.Select((_, host) => batches.Where(batch => random.Next(3) != host).ToArray()).ToArray();
            foreach (var delivery in deliveries)
            {
                random.Shuffle(delivery);
            }

            var inserted = 0;
            Parallel.For(0, stores.Length, host =>
            {
                foreach (var batch in deliveries[host])
                {
                    var applied = stores[host].Apply(batch, _folder.Inbox, ApplyMode.Insert);
                    Interlocked.Add(ref inserted, applied.AlreadyApplied ? 0 : applied.Inserted);
                }
            });
            foreach (var batch in batches)
            {
                var applied = stores[random.Next(2)].Apply(batch, _folder.Inbox, ApplyMode.Insert);
                inserted += applied.AlreadyApplied ? 0 : applied.Inserted;
                _folder.Inbox.Delete(batch);
            }

            if (random.Next(50) == 0)
            {
                var host = random.Next(2);
                stores[host].Dispose();
                stores[host] = Open($"host-{host}");
            }

            expected -= inserted;
            Assert.True(expected == 0, $"seed {seed}, round {round}: {expected} rows were lost or doubled");
        }

        foreach (var store in stores)
        {
            store.Dispose();
        }

        Assert.Equal(["1"], _folder.Sql("SELECT count(*) = (SELECT sum(rows) FROM applied_batches) FROM books"));
        Assert.Equal(["ok"], _folder.Sql("PRAGMA integrity_check"));

        // Each waits for the other as long as need be: a busy machine may leave the one alone in the middle of its transaction.
        ProgressStore Open(string host) => ProgressStore.Open(_folder.Options(host) with { BusyTimeout = Hang.Limit });
    }

    [Fact]
    public void Write_ReopensBeforeItTakesTheFileBack_SoThatNothingStaleIsUsed()
    {
        using var a = _folder.Open("host-a");
        var first = a.Read(connection => connection);
        using var b = _folder.Open("host-b");

        a.Write(_ => 0);

        Assert.NotSame(first, a.Read(connection => connection));
    }

    public void Dispose() => _folder.Dispose();
}
