using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Verifying;

public sealed class FixityAuditTests
{
    private const int Volumes = 200;
    private const int Weeks = 4;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task RunAsync_ReadsEveryObjectInTheTimeThatIsPromised_FromAnyDayOn()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(Volumes), _time);
        _time.Advance(TimeSpan.FromDays(3));
        for (var day = 0; day < new AuditCalendar(Weeks).MostDaysBetween; day++)
        {
            var report = await AuditAsync(volumes);
            Assert.Equal((true, 0, 0L), (report.IsComplete, report.MissedDays, report.Open));
            Assert.InRange(report.Counts.Objects, 1, volumes.Objects.Count / 8);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(volumes.Objects.Count, volumes.Reads.Count);
        Assert.All(volumes.Reads.Values, static times => Assert.InRange(times, 1, 2));
    }

    [Fact]
    public async Task RunAsync_ReadsEveryObjectExactlyOnce_InEachCycleOfTheCalendar()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(Volumes), _time);
        Assert.Equal(0, (DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime).DayNumber - new DateOnly(2024, 1, 1).DayNumber) % (Weeks * 7));
        for (var cycle = 1; cycle <= 2; cycle++)
        {
            for (var day = 0; day < Weeks * 7; day++)
            {
                // A second start on the same day reads nothing.
                Assert.True((await AuditAsync(volumes)).Counts.Objects > 0);
                Assert.Null((await AuditAsync(volumes)).From);
                _time.Advance(TimeSpan.FromDays(1));
            }

            Assert.Equal(volumes.Objects.Count, volumes.Reads.Count);
            Assert.All(volumes.Reads.Values, times => Assert.Equal(cycle, times));
        }
    }

    [Fact]
    public async Task RunAsync_CatchesUpWhatWasMissed_IfNobodyAuditedForDaysOrForACycle()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(Volumes), _time);
        var calendar = new AuditCalendar(Weeks);
        await AuditAsync(volumes);
        _time.Advance(TimeSpan.FromDays(6));

        var caught = await AuditAsync(volumes);

        Assert.Equal((5, new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 8)), (caught.MissedDays, caught.From, caught.To));
        Assert.Equal(3 * volumes.Barcodes.Count(one => calendar.IsDue(one, caught.From!.Value, caught.To!.Value)), caught.Counts.Objects);
        _time.Advance(TimeSpan.FromDays(100));
        var all = await AuditAsync(volumes);
        Assert.Equal((99, volumes.Objects.Count), (all.MissedDays, all.Counts.Objects));
        Assert.Equal(0, (await AuditAsync(volumes)).Counts.Objects);
    }

    [Fact]
    public async Task RunAsync_FindsAllDamageWithinItsTime_AndForgetsWhatIsRepaired()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(Volumes), _time);
        var damage = await Damage.DoAsync(volumes, 40);
        var (found, days) = (new List<long>(), 0);
        AuditReport report;
        do
        {
            report = await AuditAsync(volumes);
            Assert.Null(report.Error);
            found.Add(report.Open);
            _time.Advance(TimeSpan.FromDays(1));
            days++;
        }
        while (report.Open < damage.All.Count && days < new AuditCalendar(Weeks).MostDaysBetween);

        Assert.Equal(damage.All, ObjectFindings.Read(report.Findings).Select(static one => $"{one.Fault} {one.Place}").Order(StringComparer.Ordinal));
        Assert.Equal(found.Order(), found);
        Assert.Equal(damage.Barcodes.Order(StringComparer.Ordinal), Named(report));

        var repaired = volumes.Objects.Where(one => damage.All.Any(line => line.EndsWith(volumes.Store.Describe(one.Key), StringComparison.Ordinal))).ToList();
        foreach (var one in repaired.Take(30))
        {
            await volumes.Store.PutAsync(one.Key, StoredVolumes.Content(one.Key), null, CancellationToken.None);
        }

        report = await AuditAsync(volumes);
        Assert.Equal((30, 10), (report.Repaired, report.Open));
        Assert.Equal(repaired.Skip(30).Select(static one => one.Barcode).Distinct().Order(StringComparer.Ordinal), Named(report));
    }

    [Fact]
    public async Task RunAsync_GoesOnWhereItWas_IfTheStorageGoesAway()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(3000), _time);
        var due = 3 * volumes.Barcodes.Count(one => new AuditCalendar(Weeks).IsDue(one, new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 2)));
        volumes.Plan.Fail(from: due, count: int.MaxValue / 2);

        var failed = await AuditAsync(volumes);

        Assert.Equal("Unreachable", failed.Error!.Code);
        Assert.InRange(failed.Counts.Objects, 1, due - 1);
        volumes.Plan.Heal();
        _time.Advance(TimeSpan.FromDays(2));
        var rest = await AuditAsync(volumes);
        Assert.Equal((true, due, new DateOnly(2026, 11, 2)), (rest.IsComplete, rest.Counts.Objects, rest.To));

        // The days since then are the next start's.
        var next = await AuditAsync(volumes);
        Assert.Equal((1, new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 4)), (next.MissedDays, next.From, next.To));
    }

    private static IEnumerable<string> Named(AuditReport report) =>
        File.ReadAllLines(report.Repair!).Where(static line => !line.StartsWith('#')).Order(StringComparer.Ordinal);

    private Task<AuditReport> AuditAsync(StoredVolumes volumes) =>
        new FixityAudit(volumes.Run, _time).RunAsync(new AuditRequest { CycleWeeks = Weeks }, static _ => { }, CancellationToken.None);
}
