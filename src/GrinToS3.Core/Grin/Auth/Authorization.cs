namespace GrinToS3.Grin.Auth;

/// <summary>A consent that was given and stored.</summary>
/// <param name="Path">The token file that was written.</param>
/// <param name="Account">The e-mail of the Google account that agreed, where Google told it.</param>
public sealed record Authorization(string Path, string? Account);
