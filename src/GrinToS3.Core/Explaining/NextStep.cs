using GrinToS3.Progress;
using GrinToS3.Syncing;

namespace GrinToS3.Explaining;

/// <summary>What will happen to a volume next, and why: the rules of <see cref="SessionSelection"/> in sentences.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Says">The step and its reason, in one line.</param>
public sealed record NextStep(NextStepKind Kind, string Says)
{
    /// <summary>Decides it.</summary>
    /// <param name="volume">What the file knows.</param>
    /// <param name="now">The moment.</param>
    public static NextStep Of(VolumeFacts volume, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return volume.Columns is null
            ? new(NextStepKind.Unknown, $"the run does not know it: grin collect lists the inventory; grin sync --barcodes {volume.Barcode} tries it by name")
            : volume.IsStored ? Stored(volume) : Fetching(volume, now) ?? Converting(volume, now);
    }

    private static NextStep Stored(VolumeFacts volume) => Deriving(volume) ?? (volume.On(GrinLists.Converted) is null
        ? new(NextStepKind.None, "it is stored; nothing is to do")
        : new(NextStepKind.None, "it is stored, and GRIN still has its archive: grin sync --queue changed fetches it again where GRIN's is another version"));

    /// <summary>What was looked for and is not in the archive (<c>missing</c>) would not be found by looking again.</summary>
    private static NextStep? Deriving(VolumeFacts volume)
    {
        var due = new[] { volume.In("text"), volume.In("marc") }.OfType<VolumeStage>().Where(static stage => stage.State is StoredVolumes.Reopened or "failed").ToList();
        var what = string.Join(" and ", due.Select(static stage => stage.Stage is "text" ? "page texts" : "MARC data"));
        return due is [var first, ..] ? new(NextStepKind.Derive, $"it is stored; the next grin reprocess derives its {what} from the stored archive ({first.Error})") : null;
    }

    private static NextStep? Fetching(VolumeFacts volume, DateTimeOffset now)
    {
        if (volume.On(GrinLists.Converted) is not { } listed)
        {
            return null;
        }

        var failure = volume.In("sync") is { State: "failed" } failed ? $" (it failed {Times(failed.Attempts)}: {failed.Error})" : "";
        return volume.In("sync")?.NextAttempt is { } due && IsAfter(due, now)
            ? new(NextStepKind.Wait, $"GRIN has converted it; grin sync fetches it from {due} on{failure}")
            : new(NextStepKind.Fetch, $"GRIN has converted it{(listed.Date is { } date ? $" ({date})" : "")}: the next grin sync --queue converted fetches it{failure}");
    }

    private static NextStep Converting(VolumeFacts volume, DateTimeOffset now)
    {
        if (volume.On(GrinLists.Failed) is { } failed)
        {
            return new(NextStepKind.Refused, $"GRIN could not convert it: {failed.Details}; it is asked for again when GRIN no longer lists it as failed");
        }

        if (volume.On(GrinLists.InProcess) is { } queued)
        {
            return new(NextStepKind.Wait, $"it waits in GRIN's conversion queue (read {queued.ReadAt}); grin sync fetches it when GRIN lists it as converted");
        }

        if (volume.In("conversion") is { State: "refused" } refused)
        {
            return new(NextStepKind.Refused, $"GRIN refused to convert it: '{refused.Error}'; only grin request --force asks again");
        }

        if (volume.Events.LastOrDefault(IsRefusal) is { } refusal)
        {
            return new(NextStepKind.Refused, $"GRIN refused to convert it on {refusal.Time}; only grin request --force asks again");
        }

        if (volume.In("conversion")?.NextAttempt is { } due && IsAfter(due, now))
        {
            return new(NextStepKind.Wait, $"GRIN answered '{volume.In("conversion")!.Error}', which is no answer that we know; it is asked for again from {due} on");
        }

        var requested = volume[BookColumn.ProcessingRequestTimestamp];
        if (ToolTimestamp.TryParse(requested, out var asked) && now - asked < SessionSelection.RequestAge)
        {
            return new(NextStepKind.Wait, $"its conversion was requested {requested}; where no list of GRIN shows it a day later it is requested again");
        }

        return Requestable(volume, requested);
    }

    private static NextStep Requestable(VolumeFacts volume, string requested)
    {
        var again = requested is "" ? "" : $" again (requested {requested}, and no list of GRIN shows it)";
        return volume[BookColumn.GrinState] switch
        {
            "PREVIOUSLY_DOWNLOADED" => new(NextStepKind.Request, $"grin request --queue previous asks GRIN to convert it{again}"),
            ("CHECKED_IN" or "NOT_AVAILABLE_FOR_DOWNLOAD") and var state =>
                new(NextStepKind.None, $"GRIN's state is {state}: it offers no conversion, and no queue has it"),
            _ when volume[BookColumn.ConvertedDate] is "" => new(NextStepKind.Request, $"grin request --queue unconverted asks GRIN to convert it{again}"),
            var state => new(
                NextStepKind.None,
                $"GRIN's state is {(state is "" ? "unknown" : state)} and it was converted before, but GRIN's list of converted volumes does not show it; grin request --barcodes {volume.Barcode} asks for it"),
        };
    }

    /// <summary>As the Python tool noted it too; its other answers of this kind are no refusals (spec: gaps 5, 6).</summary>
    private static bool IsRefusal(VolumeEvent one) =>
        one is { Stage: "conversion", Event: "unavailable", Metadata: { } metadata } && metadata.Contains("not allowed", StringComparison.Ordinal);

    private static bool IsAfter(string moment, DateTimeOffset now) => ToolTimestamp.TryParse(moment, out var time) && time > now;

    private static string Times(long number) => number == 1 ? "once" : $"{number} times in a row";
}
