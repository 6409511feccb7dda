using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Conversions;

/// <summary>How long conversions and their archives last, and which fail: worked out from the volume's dice, all in minutes.</summary>
internal sealed class ConversionRules
{
    private const int OneInFails = 50;

    private readonly int _longest;

    public ConversionRules(SimulatorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.QueueLimit, nameof(options));
        _longest = Minutes(options.ConversionTime, TimeSpan.FromMinutes(1));
        ArchiveLifetime = Minutes(options.ArchiveLifetime, TimeSpan.FromDays(1));
    }

    /// <summary>How long an archive can be downloaded.</summary>
    public int ArchiveLifetime { get; }

    /// <summary>A conversion that is asked for: it takes between a tenth and the whole of the longest time.</summary>
    public Conversion Begin(Dice volume, int attempt, int minute)
    {
        var dice = volume.Of(Roll.Conversion, attempt);
        var least = Math.Max(1, _longest / 10);
        return new Conversion(attempt, minute + least + Dice.Scale(dice.Bits(Roll.Conversion), _longest - least + 1), Fails(dice));
    }

    /// <summary>The conversion that was under way when the simulator started.</summary>
    public Conversion UnderWay(Dice volume)
    {
        var dice = volume.Of(Roll.Conversion, 0);
        return new Conversion(0, 1 + Dice.Scale(dice.Bits(Roll.Conversion), _longest), Fails(dice));
    }

    /// <summary>The minute in which an archive that was there at the start expires.</summary>
    public int Expiry(Dice volume) => 1 + volume.Number(Roll.Expiry, ArchiveLifetime);

    private static int Minutes(TimeSpan time, TimeSpan least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, least, "options");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, SimulationClock.End, "options");
        return (int)time.TotalMinutes;
    }

    private static bool Fails(Dice conversion) => conversion.Number(Roll.Failure, OneInFails) == 0;
}
