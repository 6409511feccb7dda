using GrinToS3.Progress;

namespace GrinToS3.Enriching;

/// <summary>Asks for one request's volumes to be enriched.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">The session in the ledger.</param>
/// <param name="Page">The volumes.</param>
/// <param name="Poll">Whether it is a poll of states: these are counted, and where the request fails nothing is noted, for the volumes stay what they were.</param>
public sealed record EnrichPage(string Run, long Session, EnrichmentPage Page, bool Poll = false);
