using GrinToS3.Progress;

namespace GrinToS3.Explaining;

/// <summary>All that a run's file knows of one volume.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Columns">The columns of <c>books</c> that have a value, by their names; null where the volume is not known.</param>
/// <param name="Events">What happened to it, oldest first.</param>
/// <param name="Stages">Where it stands in each stage.</param>
/// <param name="Lists">GRIN's lists that show it.</param>
/// <param name="Stored">What is stored of it.</param>
public sealed record VolumeFacts(
    string Barcode,
    IReadOnlyDictionary<string, string>? Columns,
    IReadOnlyList<VolumeEvent> Events,
    IReadOnlyList<VolumeStage> Stages,
    IReadOnlyList<VolumeOnList> Lists,
    IReadOnlyList<StoredArtifact> Stored)
{
    /// <summary>Whether it was stored, by this tool or the other one.</summary>
    public bool IsStored => Events.LastOrDefault(static one => one is { Stage: "sync", Event: "completed" or StoredVolumes.Reopened }) is { Event: "completed" };

    /// <summary>A column of <c>books</c>; empty where it has no value.</summary>
    /// <param name="column">The column.</param>
    public string this[BookColumn column] => Columns?.GetValueOrDefault(column.SqlName()) ?? "";

    /// <summary>Where it stands in a stage; null where nothing is known.</summary>
    /// <param name="name">The stage.</param>
    public VolumeStage? In(string name) => Stages.FirstOrDefault(stage => stage.Stage == name);

    /// <summary>What a list of GRIN shows of it; null where it is not on it.</summary>
    /// <param name="name">The list.</param>
    public VolumeOnList? On(string name) => Lists.FirstOrDefault(list => list.List == name);
}
