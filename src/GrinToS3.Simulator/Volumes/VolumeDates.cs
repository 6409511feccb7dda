namespace GrinToS3.Simulator.Volumes;

/// <summary>The six dates that GRIN shows of a volume; those that its state has not reached are blank.</summary>
internal readonly record struct VolumeDates(
    GrinMinute Scanned,
    GrinMinute Analyzed,
    GrinMinute Converted,
    GrinMinute Downloaded,
    GrinMinute Processed,
    GrinMinute Ocr)
{
    private const int Day = 24 * 60;
    private const int Week = 7 * Day;
    private const int ScanningYears = 12 * 365 * Day;

    private static readonly GrinMinute FirstScan = GrinMinute.On(2005, 3, 1);

    public static VolumeDates Of(Dice dice, BookHistory history)
    {
        var state = history.State;
        if (state is BookState.New or BookState.CheckedIn)
        {
            return default;
        }

        var bits = dice.Bits(Roll.ScanDates);
        var scanned = FirstScan.Later(Dice.Scale(bits, ScanningYears));
        if (state == BookState.NotAvailableForDownload)
        {
            return default(VolumeDates) with { Scanned = scanned };
        }

        var processed = scanned.Later(60 + (int)(bits & 0x3FFF));
        var ocr = processed.Later(30 + (int)(bits >> 14 & 0x7FF));
        var analyzed = ocr.Later(10 + (int)(bits >> 25 & 0x7F));
        var dates = new VolumeDates(scanned, analyzed, default, default, processed, ocr);
        return state == BookState.InProcess ? dates : dates.WithConversion(dice, history);
    }

    private VolumeDates WithConversion(Dice dice, BookHistory history)
    {
        var bits = dice.Bits(Roll.ConversionDates);
        var rest = Analyzed.Later(Dice.Scale(bits, 3 * 365 * Day) + (1 + history.Steps % 10) * 365 * Day + history.Reconversions % 50 * Week);
        // An archive that was made since the start was downloaded before it expired, and the shortest lifetime is a day.
        var (converted, range) = history.Ended is { } ended ? (GrinMinute.Start.Later(ended), 0x3FF) : (rest, 0x7FFF);
        var downloaded = converted.Later(60 + ((int)bits & range));
        return this with { Converted = converted, Downloaded = history.State == BookState.PreviouslyDownloaded ? downloaded : default };
    }
}
