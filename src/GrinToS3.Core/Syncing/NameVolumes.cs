namespace GrinToS3.Syncing;

/// <summary>Asks for the volumes that a person named to be taken in.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">The session.</param>
/// <param name="File">The file with their barcodes, a line each, in the run's folder.</param>
/// <param name="AddsRows">Whether one that is not in the inventory gets a row.</param>
public sealed record NameVolumes(string Run, long Session, string File, bool AddsRows = true);
