namespace GrinToS3.Grin.Http;

/// <summary>One finished attempt of a request.</summary>
/// <param name="Kind">What the request is for.</param>
/// <param name="Address">What was asked for.</param>
/// <param name="Number">Which attempt it was, from 1.</param>
/// <param name="Error">What went wrong; null where nothing did.</param>
/// <param name="Wait">How long until the next attempt; null where there is none.</param>
public sealed record GrinAttempt(GrinRequestKind Kind, Uri Address, int Number, GrinError? Error, TimeSpan? Wait);
