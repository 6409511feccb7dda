namespace GrinToS3.Backups;

/// <summary>A progress file that took another's place.</summary>
/// <param name="Database">The run's file.</param>
/// <param name="Source">What it was made from.</param>
/// <param name="Books">How many volumes it holds.</param>
/// <param name="Stored">How many of them are stored.</param>
/// <param name="ReplacedFile">Where the file is that was there before; null where there was none.</param>
/// <param name="ReplacedBooks">How many volumes that one holds; null where it cannot be read.</param>
public sealed record DatabaseRestored(string Database, string Source, long Books, long Stored, string? ReplacedFile, long? ReplacedBooks);
