using GrinToS3.Explaining;
using GrinToS3.Progress;

namespace GrinToS3.Cli.Output;

/// <summary>What is known of a volume, in sentences.</summary>
internal static class ExplanationText
{
    private static readonly BookColumn[] Shown =
    [
        BookColumn.Title, BookColumn.GrinState, BookColumn.ScannedDate, BookColumn.ConvertedDate, BookColumn.DownloadedDate,
        BookColumn.ProcessingRequestTimestamp, BookColumn.EnrichmentTimestamp, BookColumn.MarcTitle, BookColumn.StoragePath, BookColumn.EncryptedEtag,
        BookColumn.SyncTimestamp,
    ];

    internal static IEnumerable<string> Lines(Explanation explanation)
    {
        var facts = explanation.Facts;
        yield return $"Volume {facts.Barcode}";
        foreach (var column in Shown.Where(column => facts[column] is not ""))
        {
            yield return $"  {column.CsvHeader(),-28}{facts[column]}";
        }

        yield return $"GRIN: {(explanation.Grin is { } grin ? InWords(grin, "has its archive", "has no archive of it") : "was not asked")}";
        foreach (var list in facts.Lists)
        {
            yield return $"  on {list.List}{After(", ", list.Date)}{After(": ", list.Details)} (read {list.ReadAt})";
        }

        yield return $"Storage: {InWords(explanation.Storage, "has its archive", "has no archive of it")}";
        foreach (var artifact in facts.Stored)
        {
            yield return $"  {artifact.Kind,-9} {Text.Size(artifact.Size),9}  {artifact.Place}";
        }

        foreach (var stage in facts.Stages)
        {
            yield return $"Stage {stage.Stage}: {stage.State}{(stage.Attempts > 1 ? $" ({stage.Attempts} times)" : "")} since {stage.Since}"
                + After(", not again before ", stage.NextAttempt) + After(": ", stage.Error);
        }

        yield return facts.Events.Count == 0 ? "History: none" : "History:";
        foreach (var one in facts.Events)
        {
            yield return $"  {one.Time}  {one.Stage} {one.Event}{After("  ", one.Metadata)}";
        }

        yield return $"Next: {explanation.Next.Says}";
    }

    private static string InWords(Answer answer, string there, string absent) => answer switch
    {
        { IsThere: null } => $"no answer: {answer.Problem}",
        { IsThere: false } => absent,
        _ => there + (answer.Size is { } size ? $", {Text.Size(size)}" : "") + After(", version ", answer.ETag),
    };

    private static string After(string before, string? text) => text is { Length: > 0 } ? before + text : "";
}
