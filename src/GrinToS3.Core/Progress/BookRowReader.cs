namespace GrinToS3.Progress;

/// <summary>Takes one row while it is read; must not call the store that gives it.</summary>
/// <param name="row">The row.</param>
public delegate void BookRowReader(BookRow row);
