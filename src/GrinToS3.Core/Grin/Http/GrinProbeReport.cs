namespace GrinToS3.Grin.Http;

/// <summary>Credentials that GRIN accepts.</summary>
/// <param name="Account">The e-mail of their Google account; null where nothing has told it yet.</param>
/// <param name="ServerTime">The server's clock when it answered; null where it does not say.</param>
public sealed record GrinProbeReport(string? Account, DateTimeOffset? ServerTime = null);
