namespace GrinToS3.Progress;

/// <summary>How many volumes a session has to do with.</summary>
/// <param name="Fetch">Archives to fetch.</param>
/// <param name="Request">Conversions to request.</param>
public sealed record SelectedVolumes(int Fetch, int Request);
